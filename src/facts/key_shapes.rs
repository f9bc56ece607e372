//! What keys of services begin with: the one list by which keys in files are found and keys in reports are hidden.

use super::secrets::SecretKind;

/// The beginning of a kind of key.
#[derive(Clone, Copy, Debug)]
pub struct KeyShape {
    /// What it begins with.
    pub beginning: &'static str,
    /// So many characters behind it, and it is hidden in reports. Hiding too much harms nobody: also test keys, and what
    /// is too short to be called a fault.
    pub hidden_from: usize,
    /// What it opens, and how many characters must follow for it to be called a live one; none for what is only hidden.
    pub opens: Option<(SecretKind, usize)>,
}

const fn live(beginning: &'static str, kind: SecretKind, live_from: usize, hidden_from: usize) -> KeyShape {
    KeyShape { beginning, hidden_from, opens: Some((kind, live_from)) }
}

const fn hidden(beginning: &'static str, hidden_from: usize) -> KeyShape {
    KeyShape { beginning, hidden_from, opens: None }
}

/// All shapes.
pub const KEY_SHAPES: &[KeyShape] = &[
    live("eyJ", SecretKind::SupabaseServiceRole, 60, 30),
    live("sb_secret_", SecretKind::SupabaseServiceRole, 20, 8),
    live("sbp_", SecretKind::SupabaseAccessToken, 36, 16),
    live("sk_live_", SecretKind::Stripe, 20, 8),
    live("rk_live_", SecretKind::Stripe, 20, 8),
    live("whsec_", SecretKind::WebhookSigning, 24, 8),
    live("sk-ant-", SecretKind::Anthropic, 32, 16),
    live("sk-proj-", SecretKind::OpenAi, 40, 16),
    live("sk-", SecretKind::OpenAi, 40, 16),
    live("AIza", SecretKind::Gemini, 35, 30),
    live("gsk_", SecretKind::OtherModel, 40, 16),
    live("xai-", SecretKind::OtherModel, 40, 16),
    live("pplx-", SecretKind::OtherModel, 40, 16),
    live("hf_", SecretKind::OtherModel, 30, 20),
    live("r8_", SecretKind::OtherModel, 30, 20),
    live("re_", SecretKind::Mail, 30, 16),
    live("SG.", SecretKind::Mail, 60, 20),
    live("xkeysib-", SecretKind::Mail, 60, 20),
    live("ghp_", SecretKind::GitHub, 36, 20),
    live("gho_", SecretKind::GitHub, 36, 20),
    live("ghs_", SecretKind::GitHub, 36, 20),
    live("github_pat_", SecretKind::GitHub, 60, 20),
    live("glpat-", SecretKind::GitLab, 20, 16),
    live("xoxb-", SecretKind::Slack, 40, 16),
    live("xoxp-", SecretKind::Slack, 40, 16),
    live("AKIA", SecretKind::Aws, 16, 16),
    live("lin_api_", SecretKind::OtherService, 40, 16),
    live("GOCSPX-", SecretKind::OtherService, 28, 16),
    live("npm_", SecretKind::OtherService, 36, 20),
    live("dop_v1_", SecretKind::OtherService, 64, 20),
    live("shpat_", SecretKind::OtherService, 32, 16),
    hidden("ASIA", 16),
    hidden("sk_test_", 8),
    hidden("rk_test_", 8),
    hidden("xapp-", 16),
    hidden("key-", 28),
    hidden("EAACEdEose0cBA", 8),
    hidden("APP_USR-", 16),
    hidden("pk.eyJ", 20),
];

#[cfg(test)]
mod tests {
    use super::KEY_SHAPES;

    #[test]
    fn what_is_found_is_hidden() {
        for (number, shape) in KEY_SHAPES.iter().enumerate() {
            assert!(shape.opens.is_none_or(|(_, live)| shape.hidden_from <= live), "{}", shape.beginning);
            let is_twice = KEY_SHAPES.iter().skip(number + 1).any(|other| other.beginning == shape.beginning);
            assert!(!is_twice, "{} stands twice", shape.beginning);
        }
    }
}
