export default {
  workers: 2,
  fullyParallel: true,
  reporter: 'line',
  updateSnapshots: 'all',
  use: { launchOptions: JSON.parse(process.env.CHROMIUM_LAUNCH_OPTIONS ?? '{}') },
}
