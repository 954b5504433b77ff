import {
  type AcquisitionRequest,
  type Anchored,
  anchoredSchema,
  type AnchorResponseRequest,
  type CustodySummary,
  custodySummarySchema,
  handledSchema,
} from '../../api/custody.ts'
import { call, under } from '../client.ts'

export const loadCustody = (id: string, signal: AbortSignal): Promise<CustodySummary> =>
  call(under(id, '/custody'), { schema: custodySummarySchema, signal })

export const sendAnchorResponse = (id: string, body: AnchorResponseRequest): Promise<Anchored> =>
  call(under(id, '/custody/anchor/response'), { method: 'POST', body, schema: anchoredSchema })

export const tellAcquisition = (id: string, sha256: string, body: AcquisitionRequest): Promise<{ readonly seqs: readonly number[] }> =>
  call(under(id, `/evidence/${sha256}/acquisition`), { method: 'POST', body, schema: handledSchema })

/** Asks for a time stamp of the chain's end; the answer is the request, DER. */
export async function requestAnchor(id: string): Promise<Blob> {
  const response = await fetch(under(id, '/custody/anchor'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  if (!response.ok) throw new Error('No request for a time stamp could be made: there is no custody yet, or the program is not there')
  return response.blob()
}
