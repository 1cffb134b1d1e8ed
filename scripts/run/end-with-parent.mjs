// Loaded before the console's server: ends it when the supervisor is gone, however it went.
process.on("disconnect", () => {
  setTimeout(() => process.exit(1), 5_000).unref();
  process.kill(process.pid, "SIGTERM");
});
process.channel?.unref();
