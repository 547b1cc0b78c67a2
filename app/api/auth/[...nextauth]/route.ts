/** NextAuth's own addresses are shut: Lodge calls it from within the claim (DECISIONS 3, SECURITY X1). */
const shut = (): Response => new Response(null, { status: 404, headers: { "Cache-Control": "no-store" } });

export {
  shut as GET,
  shut as POST,
  shut as HEAD,
  shut as PUT,
  shut as PATCH,
  shut as DELETE,
  shut as OPTIONS,
};
