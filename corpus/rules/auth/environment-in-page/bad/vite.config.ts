import { defineConfig, loadEnv } from "vite";

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, process.cwd(), "");
  return {
    define: {
      __HIVE__: JSON.stringify("north"),
      "process.env": JSON.stringify({ ...env, BUILT: "yes" }), // expect: auth/environment-in-page
    },
  };
});
