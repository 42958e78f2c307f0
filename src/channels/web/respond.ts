/** Nothing from elsewhere is loaded, run, framed or sent to. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Headers of every response. A plain object, given to the Response at its birth: the adapter for Node writes
 * it as it is, where a middleware that sets headers afterwards would build a Headers object for each request.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = Object.freeze({
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
});

/**
 * Headers of pages without any script: none may run, and their only form is the search of this site.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = Object.freeze({
  ...SECURITY_HEADERS,
  "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace(
    "script-src 'self'",
    "script-src 'none'",
  )
    .replace("connect-src 'self'", "connect-src 'none'")
    .replace("form-action 'none'", "form-action 'self'"),
});

const JSON_HEADERS = Object.freeze({
  ...SECURITY_HEADERS,
  "Cache-Control": "no-store",
  "Content-Type": "application/json",
});

/** A JSON answer, never cached. */
export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: JSON_HEADERS });
}

/** Done, and nothing to say. */
export function noContent(): Response {
  return new Response(null, {
    status: 204,
    headers: { ...SECURITY_HEADERS, "Cache-Control": "no-store" },
  });
}
