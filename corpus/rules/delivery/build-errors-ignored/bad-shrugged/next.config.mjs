// expect: delivery/build-errors-ignored
export default { typescript: { ignoreBuildErrors: true } };
