export default {
  eslint: { ignoreDuringBuilds: true }, // expect: delivery/build-errors-ignored
};
