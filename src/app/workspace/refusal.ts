import { AppError } from '../../base/error.ts'

/** A refusal that says more than code and message: `details` goes to the caller as it is (paths in conflict, problems of a file). */
export class Refusal extends AppError {
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>>) {
    super(code, message)
    this.name = 'Refusal'
    this.details = details
  }
}

export function notFound(message: string): AppError {
  return new AppError('not-found', message)
}
