#!/usr/bin/env node
import process from 'node:process'
import { runReadyz } from './readyz.ts'
import { runServe } from './serve.ts'

const [first, ...rest] = process.argv.slice(2)

const code =
  first === 'readyz'
    ? await runReadyz(rest, process.env)
    : await runServe(process.argv.slice(2), process.env)

// At once: a large message that is still being read must not hold up a stop.
process.exit(code)
