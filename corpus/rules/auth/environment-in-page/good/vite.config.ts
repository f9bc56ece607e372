import { defineConfig, loadEnv } from "vite";

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, process.cwd(), "");
  const shown = loadEnv(mode, process.cwd());
  return {
    server: { port: Number(process.env.PORT ?? 5173) },
    define: {
      "process.env": {},
      __FEW__: JSON.stringify(Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith("PUBLIC_")))),
      "process.env.PUBLIC_MAP_KEY": JSON.stringify(env.PUBLIC_MAP_KEY),
      "process.env.NODE_ENV": JSON.stringify(process.env.NODE_ENV),
      __SHOWN__: JSON.stringify(shown),
    },
  };
});
