export default {
  test: {
    watch: false,
    pool: 'threads',
    maxWorkers: 20,
    // Many at once on a machine of two cores: what is slow is not wrong.
    testTimeout: 60_000,
    env: { MAILMITT_TIMEOUT: '30000' },
  },
}
