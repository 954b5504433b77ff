import type { Outline } from '../outline.ts'
import { immediateActions, shortTermActions } from '../sections/actions.ts'
import { contributingFactors, technicalCause } from '../sections/causes.ts'
import { communication } from '../sections/communication.ts'
import { compliance } from '../sections/compliance.ts'
import { delays } from '../sections/delays.ts'
import { detectionGaps } from '../sections/detection-gaps.ts'
import { discovery } from '../sections/discovery.ts'
import { responseEvaluation } from '../sections/evaluation.ts'
import { evidenceAppendix } from '../sections/evidence.ts'
import { executiveSummary } from '../sections/executive-summary.ts'
import { distribution, documentHistory } from '../sections/history.ts'
import { impact } from '../sections/impact.ts'
import { incidentLog } from '../sections/incident-log.ts'
import { indicatorsAppendix } from '../sections/indicators.ts'
import { initialAccess } from '../sections/initial-access.ts'
import { keyFacts } from '../sections/key-facts.ts'
import { conclusion, lessonsOf } from '../sections/lessons.ts'
import { milestones } from '../sections/milestones.ts'
import { movement } from '../sections/movement.ts'
import { notPrevented } from '../sections/not-prevented.ts'
import { phases } from '../sections/phases.ts'
import { questions } from '../sections/questions.ts'
import { futureTesting, implementation, recommendationsOf } from '../sections/recommendations.ts'
import { recommendationsOverview } from '../sections/recommendations-overview.ts'
import { scope } from '../sections/scope.ts'
import { sourcesAppendix } from '../sections/sources.ts'
import { immediateActionsTaken, topRecommendations } from '../sections/summary-lists.ts'
import { systemsAppendix } from '../sections/systems.ts'
import { teamPerformance } from '../sections/team.ts'
import { timelineNote } from '../sections/timeline-note.ts'
import { titleBlock } from '../sections/title-block.ts'
import { toComplete } from '../sections/to-complete.ts'
import { toReview } from '../sections/to-review.ts'

/** The whole post-mortem: seven numbered sections, then conclusion, history and distribution. */
export const full: Outline = {
  name: 'full',
  title: 'Security Incident Post-Mortem Report',
  recommendationPrefix: '5.',
  aliases: {
    phases: 'timeline',
    response: 'containment',
    'affected-parties': 'impact',
    'operational-impact': 'impact',
    'financial-impact': 'impact',
  },
  parts: [
    { id: 'report', level: 1, title: 'Security Incident Post-Mortem Report', section: titleBlock },

    { id: 'executive-summary', level: 2, number: '1.', title: 'Executive Summary', section: executiveSummary },
    { id: 'key-facts', level: 3, title: 'Key Facts', section: keyFacts },
    { id: 'immediate-actions-taken', level: 3, title: 'Immediate Actions Taken', section: immediateActionsTaken },
    { id: 'top-recommendations', level: 3, title: 'Top Recommendations', section: topRecommendations },
    { id: 'scope', level: 2, title: 'Scope, Sources and Limits', section: scope },

    { id: 'timeline', level: 2, number: '2.', title: 'Incident Timeline', section: timelineNote },
    { id: 'milestones', level: 3, title: 'Key Milestones', section: milestones },
    { id: 'phases', level: 3, section: phases },
    { id: 'delays', level: 3, title: 'Delays, Gaps and Challenges', section: delays },

    { id: 'root-cause', level: 2, number: '3.', title: 'Root Cause Analysis' },
    { id: 'technical-cause', level: 3, title: 'Technical Cause', section: technicalCause },
    { id: 'contributing-factors', level: 3, title: 'Contributing Factors', section: contributingFactors },
    { id: 'initial-access', level: 3, number: '3.1', title: 'How Did They Get In? (Initial Access)', section: initialAccess },
    { id: 'discovery', level: 3, number: '3.2', title: 'What Did They Find? (Discovery)', section: discovery },
    { id: 'movement', level: 3, number: '3.3', title: 'How Did They Move? (Lateral Movement)', section: movement },
    { id: 'impact', level: 3, number: '3.4', title: 'What Did They Take? (Impact)', section: impact },
    { id: 'detection-gaps', level: 3, number: '3.5', title: 'When Could We Have Detected It? (Detection Gaps)', section: detectionGaps },
    { id: 'not-prevented', level: 3, number: '3.6', title: 'Why Was It Not Prevented?', section: notPrevented },

    { id: 'containment', level: 2, number: '4.', title: 'Containment and Remediation' },
    { id: 'immediate-actions', level: 3, title: 'Immediate Actions (Completed)', section: immediateActions },
    { id: 'short-term-actions', level: 3, title: 'Short-term Actions (In Progress)', section: shortTermActions },
    { id: 'response-evaluation', level: 3, number: '4.1', title: 'Response Evaluation', section: responseEvaluation },
    { id: 'communication', level: 3, number: '4.2', title: 'Communication', section: communication },
    { id: 'team-performance', level: 3, number: '4.3', title: 'Team Performance', section: teamPerformance },

    { id: 'recommendations', level: 2, number: '5.', title: 'Recommendations', section: recommendationsOverview },
    { id: 'recommendations-critical', level: 3, title: 'Critical Priority (24-48 hours)', section: recommendationsOf('critical') },
    { id: 'recommendations-high', level: 3, title: 'High Priority (1-2 weeks)', section: recommendationsOf('high') },
    { id: 'recommendations-medium', level: 3, title: 'Medium Priority (1-3 months)', section: recommendationsOf('medium') },
    { id: 'recommendations-low', level: 3, title: 'Low Priority (3-6 months)', section: recommendationsOf('low') },
    { id: 'implementation', level: 3, title: 'Implementation Timeline and Ownership', section: implementation },
    { id: 'future-testing', level: 3, title: 'Future Testing', section: futureTesting },

    { id: 'lessons', level: 2, number: '6.', title: 'Lessons Learned' },
    { id: 'went-well', level: 3, title: 'What Went Well', section: lessonsOf('wentWell') },
    { id: 'could-improve', level: 3, title: 'What Could Be Improved', section: lessonsOf('couldImprove') },
    { id: 'luck', level: 3, title: 'Where We Were Lucky', section: lessonsOf('luck') },
    { id: 'identified-gaps', level: 3, title: 'Identified Gaps', section: lessonsOf('gaps') },
    { id: 'future-improvements', level: 3, title: 'Future Improvements', section: lessonsOf('improvements') },
    { id: 'process-changes', level: 3, title: 'Process Changes', section: lessonsOf('processChanges') },
    { id: 'open-questions', level: 3, title: 'Open Questions', section: questions },
    { id: 'conclusion', level: 2, title: 'Conclusion', section: conclusion },

    { id: 'appendices', level: 2, number: '7.', title: 'Appendices' },
    { id: 'appendix-indicators', level: 3, number: 'A.', title: 'Indicators of Compromise (IOCs)', section: indicatorsAppendix },
    { id: 'appendix-systems', level: 3, number: 'B.', title: 'Affected Systems', section: systemsAppendix },
    { id: 'appendix-evidence', level: 3, number: 'C.', title: 'Evidence Preservation', section: evidenceAppendix },
    { id: 'appendix-log', level: 3, number: 'D.', title: 'Incident Log', section: incidentLog },
    { id: 'appendix-compliance', level: 3, number: 'E.', title: 'Compliance and Regulatory Reporting', section: compliance },
    { id: 'to-review', level: 3, number: 'F.', title: 'Proposals to Review', section: toReview },
    { id: 'appendix-sources', level: 3, number: 'G.', title: 'Sources', section: sourcesAppendix },
    { id: 'to-complete', level: 3, section: toComplete('H.') },

    { id: 'history', level: 2, title: 'Document History', section: documentHistory },
    { id: 'distribution', level: 2, title: 'Distribution', section: distribution },
  ],
}
