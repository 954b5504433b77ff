import type { Outline, Section } from '../outline.ts'
import { immediateActions, shortTermActions } from '../sections/actions.ts'
import { contributingFactors, technicalCause } from '../sections/causes.ts'
import { chronology } from '../sections/chronology.ts'
import { communication } from '../sections/communication.ts'
import { compliance } from '../sections/compliance.ts'
import { delays } from '../sections/delays.ts'
import { detectionGaps } from '../sections/detection-gaps.ts'
import { discovery } from '../sections/discovery.ts'
import { responseEvaluation } from '../sections/evaluation.ts'
import { evidenceAppendix } from '../sections/evidence.ts'
import { executiveSummary } from '../sections/executive-summary.ts'
import { finalReport } from '../sections/final-report.ts'
import { implementationTimeline, ownership } from '../sections/follow-up.ts'
import { dataAndSecurityImpact, financialImpact, impactOverview, operationalImpact } from '../sections/impact.ts'
import { incidentLog } from '../sections/incident-log.ts'
import { indicatorsAppendix } from '../sections/indicators.ts'
import { initialAccess } from '../sections/initial-access.ts'
import { keyFactsOf } from '../sections/key-facts.ts'
import { conclusion, lessonsOf } from '../sections/lessons.ts'
import { milestones } from '../sections/milestones.ts'
import { movement } from '../sections/movement.ts'
import { notPrevented } from '../sections/not-prevented.ts'
import { questions } from '../sections/questions.ts'
import { futureTesting, recommendationsIn } from '../sections/recommendations.ts'
import { recommendationsOverview } from '../sections/recommendations-overview.ts'
import { scope } from '../sections/scope.ts'
import { sourcesAppendix } from '../sections/sources.ts'
import { immediateActionsTaken, topRecommendations } from '../sections/summary-lists.ts'
import { affected, leftBehindThings } from '../sections/systems.ts'
import { teamPerformance } from '../sections/team.ts'
import { timelineNote } from '../sections/timeline-note.ts'
import { titleBlock } from '../sections/title-block.ts'
import { toComplete } from '../sections/to-complete.ts'
import { toReview } from '../sections/to-review.ts'

/** Sections under one heading, behind each other. */
function together(...sections: readonly Section[]): Section {
  return (desk, place) => sections.flatMap((section) => section(desk, place))
}

/** The same record in nine parts and a conclusion: overview, timeline, cause, response, impact, lessons, recommendations, documents, follow-up. */
export const ninePart: Outline = {
  name: 'nine-part',
  title: 'Security Incident Post-Mortem Report',
  recommendationPrefix: 'R',
  aliases: { 'affected-parties': 'appendix-systems', history: 'final-report', distribution: 'final-report' },
  parts: [
    { id: 'report', level: 1, title: 'Security Incident Post-Mortem Report', section: titleBlock },

    { id: 'overview', level: 2, number: '1.', title: 'Incident Overview' },
    {
      id: 'executive-summary',
      level: 3,
      title: 'Incident Summary',
      section: together(executiveSummary, keyFactsOf('The incident in short', ['Severity', 'Current Status', 'Data Affected', 'Customer Impact'])),
    },
    {
      id: 'key-facts',
      level: 3,
      title: 'Date and Time',
      section: keyFactsOf('When it began, was detected and was over', ['Incident Date(s)', 'Detection Date', 'Time to Detection', 'Resolved']),
    },
    { id: 'appendix-systems', level: 3, title: 'Affected Parties/Systems', section: affected },
    { id: 'scope', level: 3, title: 'Scope, Sources and Limits', section: scope },

    { id: 'timeline', level: 2, number: '2.', title: 'Incident Timeline', section: timelineNote },
    { id: 'phases', level: 3, title: 'Chronological Events', section: chronology },
    { id: 'milestones', level: 3, title: 'Key Milestones', section: milestones },
    { id: 'delays', level: 3, title: 'Delays or Gaps', section: delays },

    { id: 'root-cause', level: 2, number: '3.', title: 'Root Cause Analysis' },
    { id: 'technical-cause', level: 3, title: 'Technical Cause', section: technicalCause },
    { id: 'initial-access', level: 4, title: 'How Did They Get In?', section: initialAccess },
    { id: 'discovery', level: 4, title: 'What Did They Find?', section: discovery },
    { id: 'movement', level: 4, title: 'How Did They Move?', section: movement },
    { id: 'contributing-factors', level: 3, title: 'Contributing Factors', section: contributingFactors },
    { id: 'not-prevented', level: 3, title: "Why It Wasn't Prevented", section: notPrevented },
    { id: 'detection-gaps', level: 4, title: 'When Could It Have Been Detected?', section: detectionGaps },

    { id: 'response', level: 2, number: '4.', title: 'Incident Response Evaluation' },
    { id: 'immediate-actions', level: 3, title: 'Actions Taken', section: together(immediateActions, leftBehindThings) },
    { id: 'short-term-actions', level: 4, title: 'Short-term Actions', section: shortTermActions },
    { id: 'response-evaluation', level: 3, title: 'Effectiveness of Response', section: responseEvaluation },
    { id: 'communication', level: 3, title: 'Communication', section: communication },
    { id: 'team-performance', level: 3, title: 'Team Performance', section: teamPerformance },

    { id: 'impact', level: 2, number: '5.', title: 'Impact Assessment', section: impactOverview },
    { id: 'operational-impact', level: 3, title: 'Operational Impact', section: operationalImpact },
    { id: 'financial-impact', level: 3, title: 'Financial Impact', section: financialImpact },
    { id: 'data-impact', level: 3, title: 'Data and Security Impact', section: dataAndSecurityImpact },

    { id: 'lessons', level: 2, number: '6.', title: 'Lessons Learned' },
    { id: 'identified-gaps', level: 3, title: 'Identified Gaps', section: lessonsOf('gaps') },
    { id: 'could-improve', level: 4, title: 'What Could Be Improved', section: lessonsOf('couldImprove') },
    { id: 'went-well', level: 3, title: 'What Worked Well', section: lessonsOf('wentWell') },
    { id: 'luck', level: 4, title: 'Where We Were Lucky', section: lessonsOf('luck') },
    { id: 'future-improvements', level: 3, title: 'Future Improvements', section: lessonsOf('improvements') },
    { id: 'process-changes', level: 4, title: 'Process Changes', section: lessonsOf('processChanges') },
    { id: 'open-questions', level: 4, title: 'Open Questions', section: questions },

    { id: 'recommendations', level: 2, number: '7.', title: 'Recommendations and Action Items', section: recommendationsOverview },
    { id: 'recommendations-security', level: 3, title: 'Security Enhancements', section: recommendationsIn('security') },
    { id: 'recommendations-process', level: 3, title: 'Process Improvements', section: recommendationsIn('process') },
    { id: 'recommendations-training', level: 3, title: 'Training and Awareness', section: recommendationsIn('training') },
    { id: 'recommendations-long-term', level: 3, title: 'Long-Term Changes', section: recommendationsIn('long-term') },

    { id: 'documentation', level: 2, number: '8.', title: 'Documentation and Reporting' },
    { id: 'appendix-log', level: 3, title: 'Incident Log', section: incidentLog },
    { id: 'final-report', level: 3, title: 'Final Incident Report', section: finalReport },
    { id: 'appendix-compliance', level: 3, title: 'Compliance and Regulatory Reporting', section: compliance },

    { id: 'follow-up', level: 2, number: '9.', title: 'Follow-Up Actions' },
    { id: 'implementation', level: 3, title: 'Timeline for Implementation', section: implementationTimeline },
    { id: 'ownership', level: 3, title: 'Ownership', section: ownership },
    { id: 'future-testing', level: 3, title: 'Future Testing', section: futureTesting },

    { id: 'conclusion', level: 2, title: 'Conclusion', section: conclusion },
    { id: 'immediate-actions-taken', level: 3, title: 'What Was Done First', section: immediateActionsTaken },
    { id: 'top-recommendations', level: 3, title: 'What Matters Most Now', section: topRecommendations },

    { id: 'appendices', level: 2, title: 'Appendices' },
    { id: 'appendix-indicators', level: 3, number: 'A.', title: 'Indicators of Compromise (IOCs)', section: indicatorsAppendix },
    { id: 'appendix-evidence', level: 3, number: 'B.', title: 'Evidence Preservation', section: evidenceAppendix },
    { id: 'to-review', level: 3, number: 'C.', title: 'Proposals to Review', section: toReview },
    { id: 'appendix-sources', level: 3, number: 'D.', title: 'Sources', section: sourcesAppendix },
    { id: 'to-complete', level: 3, section: toComplete('E.') },
  ],
}
