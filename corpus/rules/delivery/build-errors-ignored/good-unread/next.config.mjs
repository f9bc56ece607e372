// Next.js takes the `.js` beside it and never reads this one.
export default {
  typescript: { ignoreBuildErrors: true },
};
