Deno.serve(async (req) => {
  try {
    const booking = await req.json();
    return Response.json({ id: booking.id });
  } catch {
    return Response.json({ id: booking.id }, { status: 500 }); // expect: errors/undefined-variable
  }
});
