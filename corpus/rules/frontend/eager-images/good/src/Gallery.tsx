export function Gallery() {
  return (
    <main>
      <img src="/p0.jpg" alt="" />
      <img src="/p1.jpg" alt="" />
      <img src="/p0.jpg" alt="" loading="lazy" />
      <img src="/p1.jpg" alt="" loading="lazy" />
      <img src="/p2.jpg" alt="" loading="lazy" />
      <img src="/p3.jpg" alt="" loading="lazy" />
      <img src="/p4.jpg" alt="" loading="lazy" />
      <img src="/p5.jpg" alt="" loading="lazy" />
      <img src="/p6.jpg" alt="" loading="lazy" />
      <img src="/p7.jpg" alt="" loading="lazy" />
      <img src="/p8.jpg" alt="" loading="lazy" />
      <img src="/p9.jpg" alt="" loading="lazy" />
      <img src="/p10.jpg" alt="" loading="lazy" />
      <img src="/p11.jpg" alt="" loading="lazy" />
    </main>
  );
}
