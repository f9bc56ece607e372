const isQuick = process.env.QUICK === "1";

export default {
  eslint: { ignoreDuringBuilds: false },
  typescript: { ignoreBuildErrors: isQuick },
};
