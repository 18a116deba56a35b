// Loaded into a server with `--import`: tells the bench, over IPC, what only the process itself knows.
// Plain JavaScript, so that Node runs it beside the built program.
import { readFileSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import process from 'node:process'

const resolutionMs = 1
const sampleMs = 2
const isLinux = process.platform === 'linux'
const delays = monitorEventLoopDelay({ resolution: resolutionMs })
let peakBytes = 0
let sampling

const answers = {
  /** What is really kept: after two collections, since the first one frees what refers to buffers. */
  memory() {
    globalThis.gc()
    globalThis.gc()
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
    return { heapUsed, arrayBuffers, rss }
  },
  /** The highest from here on. Linux counts it to the byte; elsewhere it is sampled. */
  watchPeak() {
    peakBytes = rss()
    if (isLinux) writeFileSync('/proc/self/clear_refs', '5')
    else sampling = setInterval(() => (peakBytes = Math.max(peakBytes, rss())), sampleMs)
  },
  peak() {
    clearInterval(sampling)
    if (!isLinux) return peakBytes
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
  },
  watchLoop() {
    delays.reset()
    delays.enable()
  },
  /** Milliseconds. The histogram has the time between two samples, so what was asked for goes off. */
  loop() {
    delays.disable()
    const delay = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolutionMs)
    return {
      p50: delay(delays.percentile(50)),
      p999: delay(delays.percentile(99.9)),
      longest: delay(delays.max),
      count: delays.count,
    }
  },
}

function rss() {
  return process.memoryUsage.rss()
}

process.on('message', (question) => process.send({ answer: answers[question]() }))
process.channel.unref()
