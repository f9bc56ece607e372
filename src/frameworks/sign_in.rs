//! Calls of auth providers by which people sign in, up and out, and how their sessions are kept.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        calls::Call,
        values::{Root, Symbol, Values},
    },
    source::span::{FileId, Span},
};

/// Calls that sign in with a password.
pub(crate) const WITH_PASSWORD: [&str; 2] = ["signInWithPassword", "signInWithEmailAndPassword"];

/// Words by which code asks for a way back to an account whose password is forgotten.
pub(crate) const RESET: [&str; 9] = [
    "resetPasswordForEmail",
    "sendPasswordResetEmail",
    "confirmPasswordReset",
    "forgetPassword",
    "requestPasswordReset",
    "generatePasswordResetLink",
    "recovery",
    "forgotPassword",
    "PASSWORD_RECOVERY",
];

/// Libraries whose ready-made forms have a way back of their own.
pub(crate) const FORMS: [&str; 3] = ["@supabase/auth-ui-react", "@clerk/", "firebaseui"];

/// A setting of a client that ends its sessions early.
pub(crate) struct Forgetful {
    /// The setting.
    pub(crate) at: Span,
    /// Its name.
    pub(crate) name: &'static str,
}

/// The settings `persistSession: false` and `autoRefreshToken: false` of the client that a sign-in is called on.
pub(crate) fn forgetful(values: &Values<'_>, file: FileId, callee: ExprId) -> Vec<Forgetful> {
    let signs_in = |s: &&Symbol| s.path.contains(".auth.sign") && s.path.contains("lient().");
    let clients = values.symbols(file, callee).into_iter().filter(signs_in).filter_map(|s| s.made_by);
    clients.flat_map(|(at, made)| settings(values, at, made)).collect()
}

fn settings(values: &Values<'_>, file: FileId, made: ExprId) -> Vec<Forgetful> {
    let find = || {
        let code = values.code(file)?;
        let ExprKind::Call { args, .. } = code.expr(made) else { return None };
        let auth = code.property(code.arg(args, 2)?, "auth")?;
        Some((code, auth))
    };
    let Some((code, auth)) = find() else { return Vec::new() };
    let off = |name: &'static str| {
        let value = code.property(auth, name).filter(|&v| matches!(code.expr(v), ExprKind::Bool(false)))?;
        Some(Forgetful { at: code.range(value).in_file(file), name })
    };
    ["persistSession", "autoRefreshToken"].into_iter().filter_map(off).collect()
}

/// Whether a call makes a client whose session lives in cookies that something must refresh.
pub(crate) fn makes_cookie_client(values: &Values<'_>, file: FileId, callee: ExprId) -> bool {
    values
        .symbols(file, callee)
        .iter()
        .any(|s| s.package() == Some("@supabase/ssr") && s.last() == "createServerClient")
}

/// Whether a method by which somebody signs in or up, or trades in a code for a session: `signInWithPassword`.
pub(crate) fn lets_in(method: &str) -> bool {
    ["signIn", "signUp", "exchangeCode"].iter().any(|name| method.starts_with(name))
        || matches!(method, "verifyOtp" | "setSession" | "refreshSession" | "login")
}

/// Whether a method makes an account: `signUp`, `auth.admin.createUser`.
pub(crate) fn makes_account(method: &str) -> bool {
    method.starts_with("signUp") || method.starts_with("createUser") || method == "inviteUserByEmail"
}

/// Whether a method asks who is signed in.
pub(crate) fn asks_who(method: &str) -> bool {
    matches!(method, "getUser" | "getSession" | "getClaims")
}

/// Whether a file says that it reads a session: what a middleware must do to refresh one.
pub(crate) fn reads_session(code: &Code) -> bool {
    code.texts().any(|t| asks_who(t) || matches!(t, "updateSession" | "refreshSession"))
}

/// Whether a guard, in the words of its evidence, reads a session from a cookie without asking whether it is genuine.
pub(crate) fn is_unverified(how: &str) -> bool {
    let call = how.split(" in ").next().unwrap_or(how);
    call == "auth.getSession" || call.ends_with(".auth.getSession")
}

/// The option by which a sign-in of a provider takes over the account that has the same address.
pub(crate) const LINKS_BY_EMAIL: &str = "allowDangerousEmailAccountLinking";

/// How a call lets somebody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Session {
    /// A session is begun for him.
    Kept,
    /// A token is signed; for whom and what, its place must tell.
    Signed,
}

/// How a call of a library lets somebody in: `req.login(user, done)`, `lucia.createSession(id, {})`,
/// `jwt.sign({ sub: user.id }, key)`.
pub(crate) fn session_made(call: &Call) -> Option<Session> {
    call.symbols.iter().find_map(|symbol| match (&symbol.root, symbol.package()) {
        // Middleware of sign-ins puts it on each request.
        (Root::Param(..), _) if matches!(symbol.path.as_str(), ".login" | ".logIn") => Some(Session::Kept),
        (_, Some("lucia")) if symbol.last() == "createSession" => Some(Session::Kept),
        (_, Some("jsonwebtoken" | "hono")) if symbol.last() == "sign" => Some(Session::Signed),
        (_, Some("jose")) if symbol.path.contains("SignJWT") && symbol.last() == "sign" => Some(Session::Signed),
        _ => None,
    })
}

/// Whether what is assigned to is the member of a session that says who is signed in: `req.session.userId`.
pub(crate) fn names_signed_in<'s>(target: impl IntoIterator<Item = &'s Symbol>) -> bool {
    let names_person = |name: &str| {
        crate::vocab::split(name)
            .iter()
            .any(|w| matches!(w.as_str(), "user" | "account" | "admin" | "member" | "customer" | "staff" | "uid"))
    };
    target.into_iter().any(|symbol| {
        let of_request = || symbol.path.strip_prefix(".session.").filter(|_| matches!(symbol.root, Root::Param(..)));
        let of_library = || symbol.path.split_once("getIronSession().").map(|(_, member)| member);
        of_request().or_else(of_library).is_some_and(names_person)
    })
}

/// Whether a call holds a password that somebody typed against a stored hash.
pub(crate) fn compares_password(call: &Call) -> bool {
    from_hasher(call, &["compare", "compareSync", "verify", "verifySync", "checkpw"])
}

/// Whether a call makes the hash of a password that is to be stored.
pub(crate) fn hashes_password(call: &Call) -> bool {
    from_hasher(call, &["hash", "hashSync", "scrypt", "scryptSync", "pbkdf2", "pbkdf2Sync"])
}

fn from_hasher(call: &Call, names: &[&str]) -> bool {
    const HASHERS: [&str; 8] =
        ["bcrypt", "bcryptjs", "argon2", "@node-rs/bcrypt", "@node-rs/argon2", "crypto", "node:crypto", "bcrypt-ts"];
    call.symbols.iter().any(|s| {
        let is_hasher = s.package().is_some_and(|p| HASHERS.contains(&p) || p.contains("/bcrypt"))
            || s.is_global(&format!("Bun.password.{}", s.last()));
        // `promisify(scrypt)` hides the name in the path.
        let is_derived = s.path.contains("scrypt") || s.path.contains("pbkdf2");
        is_hasher && (names.contains(&s.last()) || is_derived && names.contains(&"scrypt"))
    })
}
