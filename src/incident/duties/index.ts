import type { Duty } from '../../model/duty.ts'
import { euGdpr33 } from './eu-gdpr-33.ts'
import { euGdpr34 } from './eu-gdpr-34.ts'
import { euNis223 } from './eu-nis2-23.ts'
import { euDora19 } from './eu-dora-19.ts'
import { euCra14Vuln } from './eu-cra-14-vuln.ts'
import { euCra14Incident } from './eu-cra-14-incident.ts'
import { euCer15 } from './eu-cer-15.ts'
import { euEidas19a } from './eu-eidas-19a.ts'
import { usSec8k105 } from './us-sec-8k-105.ts'
import { usSecRegSp } from './us-sec-reg-sp.ts'
import { usHipaa } from './us-hipaa.ts'
import { usFtcHbnr } from './us-ftc-hbnr.ts'
import { usFtcSafeguards } from './us-ftc-safeguards.ts'
import { usBank36h } from './us-bank-36h.ts'
import { usNcua72h } from './us-ncua-72h.ts'
import { usDfars7012 } from './us-dfars-7012.ts'

/** Duties to notify whose deadlines are computed. Not legal advice: whether one applies is a person's decision. */
export const duties: readonly Duty[] = [
  euGdpr33,
  euGdpr34,
  euNis223,
  euDora19,
  euCra14Vuln,
  euCra14Incident,
  euCer15,
  euEidas19a,
  usSec8k105,
  usSecRegSp,
  usHipaa,
  usFtcHbnr,
  usFtcSafeguards,
  usBank36h,
  usNcua72h,
  usDfars7012,
]
