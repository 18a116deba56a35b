import { ErrorBody } from '../../contract/app.ts'

/** What every route may answer beside what it is asked for, for its schema. */
export const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
