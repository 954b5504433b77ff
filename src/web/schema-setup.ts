import { z } from 'zod'

// The schema library would try to compile its checks at run time, which the Content-Security-Policy forbids and reports.
// This must be the first import of the program: schemas look at it when they are made.
z.config({ jitless: true })
