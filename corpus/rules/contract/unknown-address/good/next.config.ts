export default {
  async rewrites() {
    return [{ source: "/api/lists/:path*", destination: "https://lists.marina.example/:path*" }];
  },
};
