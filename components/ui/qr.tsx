/** A QR code; what it says stands beside it in words, so screen readers pass it over by its name. */
export function Qr({ code: { size, path }, label }: { code: { size: number; path: string }; label: string }) {
  // four squares of quiet around it (ISO/IEC 18004)
  const box = `-4 -4 ${size + 8} ${size + 8}`;
  return (
    <svg className="qr" viewBox={box} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
