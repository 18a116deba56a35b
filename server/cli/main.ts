#!/usr/bin/env node
import process from 'node:process'
import { runReadyz } from './readyz.ts'
import { runServe } from './serve.ts'

const [first, ...rest] = process.argv.slice(2)

process.exitCode =
  first === 'readyz'
    ? await runReadyz(rest, process.env)
    : await runServe(process.argv.slice(2), process.env)
