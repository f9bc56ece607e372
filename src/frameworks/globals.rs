//! Names that are there without a declaration.

/// Names of the language, of platforms and of scripts that pages load; an app may declare some for itself, too.
pub(crate) fn is_global(name: &str) -> bool {
    NAMES.contains(&name) || name.starts_with("__") || is_interface(name)
}

/// `HTMLElement`, `URL`, `Map`: classes of the platform begin in upper case; those of the project are imported by name,
/// and a forgotten one is told by the compiler of every builder.
fn is_interface(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

#[rustfmt::skip]
const NAMES: &[&str] = &[
    "undefined", "arguments", "NaN", "Infinity", "globalThis", "window", "document", "navigator", "location",
    "history", "screen", "self", "global", "process", "Buffer", "Deno", "Bun", "require", "module", "exports",
    "__dirname", "__filename", "import", "console", "fetch", "crypto", "performance", "name", "status",
    "event", "origin", "parent", "top", "length", "closed", "print", "alert", "confirm", "prompt", "open",
    "close", "stop", "focus", "blur", "find", "scroll", "scrollTo", "scrollBy", "atob", "btoa", "setTimeout",
    "setInterval", "clearTimeout", "clearInterval", "setImmediate", "clearImmediate", "queueMicrotask",
    "requestAnimationFrame", "cancelAnimationFrame", "requestIdleCallback", "cancelIdleCallback",
    "structuredClone", "caches", "localStorage", "sessionStorage", "indexedDB", "matchMedia",
    "getComputedStyle", "getSelection", "postMessage", "addEventListener", "removeEventListener",
    "dispatchEvent", "registration", "clients", "skipWaiting", "importScripts", "parseInt", "parseFloat",
    "isNaN", "isFinite", "encodeURIComponent", "decodeURIComponent", "encodeURI", "decodeURI", "escape",
    "unescape", "eval", "innerWidth", "innerHeight", "scrollX", "scrollY", "devicePixelRatio", "external",
    "frames", "opener", "toolbar", "menubar", "describe", "test", "expect", "beforeEach", "afterEach",
    "beforeAll", "afterAll", "jest", "React", "JSX", "google", "grecaptcha", "gtag", "dataLayer", "fbq",
    "Stripe", "Razorpay", "Paddle", "turnstile", "hcaptcha", "EdgeRuntime", "chrome", "browser", "Telegram",
    "reportError", "createImageBitmap", "onmessage", "awslambda", "webkitURL", "crossOriginIsolated",
    "isSecureContext",
];
