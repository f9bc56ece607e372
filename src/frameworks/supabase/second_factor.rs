//! The second factor of Supabase's sign-in: a session has level `aal1` with the password alone, `aal2` after the code.

/// Whether a call, by its path as it is written, sets up or asks for a second factor: `supabase.auth.mfa.verify`.
pub(crate) fn is_factor(path: &str) -> bool {
    let Some((before, last)) = path.rsplit_once('.') else { return false };
    before.ends_with("auth.mfa") && matches!(last, "enroll" | "challenge" | "verify" | "challengeAndVerify")
}

/// Whether a name or text of code asks for the level of a session.
pub(crate) fn asks_level(text: &str) -> bool {
    matches!(text, "aal2" | "aal" | "getAuthenticatorAssuranceLevel")
}

/// Whether the text of a policy or function asks for the level: `(select auth.jwt() ->> 'aal') = 'aal2'`.
pub(crate) fn asks_level_in_sql(text: &str) -> bool {
    text.contains("'aal'") || text.contains("'aal2'")
}
