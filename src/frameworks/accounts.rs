//! Calls of auth providers by which a server changes accounts in its own name: whoever reaches them takes accounts over.

use crate::model::calls::Call;

/// What is done with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccountChange {
    /// A new one is made.
    Makes,
    /// A link or token is made that lets its bearer in.
    LetsIn,
    /// A link is made that opens what somebody has at a payment provider: payouts, cards, invoices, addresses.
    OpensPayments,
    /// Its password, address, claims or state are set.
    Changes,
    /// It is deleted.
    Deletes,
}

/// What a call does with an account, where it is one of an interface for administrators.
pub(crate) fn account_change(call: &Call) -> Option<AccountChange> {
    if opens_payments(call) {
        return Some(AccountChange::OpensPayments);
    }
    // No other library has methods of these names: the client may come in as a parameter.
    let is_particular = matches!(
        call.name(),
        "setCustomUserClaims"
            | "deleteUsers"
            | "createCustomToken"
            | "generatePasswordResetLink"
            | "generateSignInWithEmailLink"
            | "generateEmailVerificationLink"
    );
    let of_firebase =
        is_of_firebase_admin(call) || call.written.contains("auth().") || is_particular && call.targets.is_empty();
    let of_supabase =
        call.written.contains("auth.admin.") || call.symbols.iter().any(|s| s.path.contains(".auth.admin."));
    let of_clerk = call
        .symbols
        .iter()
        .any(|s| s.package().is_some_and(|p| p.starts_with("@clerk/")) && s.path.replace("()", "").contains(".users."));
    if !of_firebase && !of_supabase && !of_clerk {
        return None;
    }
    Some(match call.name() {
        "createUser" => AccountChange::Makes,
        "createCustomToken"
        | "generateLink"
        | "generatePasswordResetLink"
        | "generateSignInWithEmailLink"
        | "generateEmailVerificationLink" => AccountChange::LetsIn,
        "updateUser" | "updateUserById" | "setCustomUserClaims" | "updateUserMetadata" => AccountChange::Changes,
        "deleteUser" | "deleteUsers" => AccountChange::Deletes,
        _ => return None,
    })
}

/// `stripe.accounts.createLoginLink(id)`, `stripe.billingPortal.sessions.create({ customer: id })`: no other library has
/// methods of these names, so the client may come in as a parameter.
fn opens_payments(call: &Call) -> bool {
    const LINKS: [&str; 6] = [
        "accounts.createLoginLink",
        "loginLinks.create",
        "accountLinks.create",
        "accountSessions.create",
        "billingPortal.sessions.create",
        "customerSessions.create",
    ];
    let is_link = |path: &str| {
        LINKS
            .iter()
            .any(|link| path.strip_suffix(link).is_some_and(|before| before.is_empty() || before.ends_with('.')))
    };
    let of_stripe = |path: &str| is_link(path.trim_end_matches("()"));
    call.targets.is_empty()
        && (is_link(&call.written) || call.symbols.iter().any(|s| s.package() == Some("stripe") && of_stripe(&s.path)))
}

/// By which properties a call for accounts says whose is meant.
pub(crate) const ACCOUNT_KEYS: [&str; 5] = ["email", "userId", "uid", "customer", "account"];

/// Whether a value, by its path, is of the part of an account that its user writes himself from the browser.
pub(crate) fn is_written_by_its_user(path: &str) -> bool {
    // `user.user_metadata[key]`: what is taken out of a part belongs to it.
    path.split(['.', '[', '(']).skip(1).any(is_part_of_its_user)
}

/// The same of one member of an account: `user_metadata`.
pub(crate) fn is_part_of_its_user(member: &str) -> bool {
    matches!(member, "user_metadata" | "raw_user_meta_data" | "unsafeMetadata" | "unsafe_metadata")
}

/// Whether a call, by its path as it is written, changes accounts, or runs a function elsewhere that may do anything:
/// `admin.auth.admin.createUser`, `admin.functions.invoke`.
pub(crate) fn goes_on_elsewhere(path: &str) -> bool {
    let changes_account = path.contains("auth.admin.") && !path.contains(".list") && !path.contains(".get");
    // Without the service role the platform's client invokes as whoever calls, who may do so himself.
    let is_as_caller = path == "base44.functions.invoke";
    changes_account || path.ends_with("functions.invoke") && !is_as_caller
}

/// Whether a call, by its path as it is written, is one past the rights of who calls: `base44.asServiceRole.functions.invoke`.
pub(crate) fn is_privileged_member(path: &str) -> bool {
    path.contains(".asServiceRole.")
}

/// Whether a call is one of the server's own client of Firebase, which knows nobody's session: `getAuth()`,
/// `adminApp.auth()`, `auth.getUser(uid)`. Only its checks of a token say who calls.
pub(crate) fn is_of_firebase_admin(call: &Call) -> bool {
    call.symbols.iter().any(|s| s.package().is_some_and(|p| p == "firebase-admin" || p.starts_with("firebase-admin/")))
}

/// Whether a method `auth` without arguments is called, by which an app of Firebase hands out its client.
pub(crate) fn hands_out_client(call: &Call) -> bool {
    call.args.is_empty() && call.written.ends_with(".auth")
}
