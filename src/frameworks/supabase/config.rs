//! `supabase/config.toml`: what the API serves, how functions are called, how people sign in.

use crate::{formats::Node, source::span::Range};

/// The settings of a Supabase project that its repository holds. What is not set is `None`: the platform's default, or
/// what somebody chose in the dashboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupabaseConfig {
    /// `project_id`.
    pub project_id: Option<Setting<String>>,
    /// `api.schemas`: the schemas that the API serves.
    pub schemas: Option<Setting<Vec<String>>>,
    /// `[functions.<name>]`, in order.
    pub functions: Vec<FunctionConfig>,
    /// `[auth]`.
    pub auth: AuthConfig,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub range: Range,
}

/// `[functions.<name>]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionConfig {
    /// The function's name, as its folder's.
    pub name: String,
    /// Where the name stands.
    pub range: Range,
    /// Whether the gateway asks for a key of the project; the default is that it does.
    pub verify_jwt: Option<bool>,
    /// Where the function's file is, when it is not `functions/<name>/index.ts`.
    pub entrypoint: Option<String>,
}

/// `[auth]` and its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthConfig {
    /// Where the section stands.
    pub range: Option<Range>,
    /// `site_url`.
    pub site_url: Option<Setting<String>>,
    /// `additional_redirect_urls`.
    pub redirect_urls: Vec<Setting<String>>,
    /// `enable_signup`: whether strangers may open accounts.
    pub signup: Option<Setting<bool>>,
    /// `enable_anonymous_sign_ins`.
    pub anonymous: Option<Setting<bool>>,
    /// `minimum_password_length`.
    pub password_length: Option<Setting<i64>>,
    /// `email.enable_confirmations`: whether an address must be confirmed before the first sign-in.
    pub confirmations: Option<Setting<bool>>,
    /// `captcha.enabled`.
    pub captcha: Option<Setting<bool>>,
    /// `jwt_expiry`, in seconds.
    pub jwt_expiry: Option<Setting<i64>>,
}

impl SupabaseConfig {
    /// Reads a `config.toml`.
    #[must_use]
    pub fn new(root: &Node) -> Self {
        let functions = root.get("functions").map_or(&[][..], Node::entries).iter().map(|entry| FunctionConfig {
            name: entry.key.clone(),
            range: entry.key_range,
            verify_jwt: entry.node.get("verify_jwt").and_then(Node::bool),
            entrypoint: entry.node.get("entrypoint").and_then(Node::str).map(str::to_owned),
        });
        Self {
            project_id: setting(root.get("project_id"), string),
            schemas: setting(root.at(&["api", "schemas"]), strings),
            functions: functions.collect(),
            auth: root.get("auth").map(AuthConfig::new).unwrap_or_default(),
        }
    }

    /// The section of a function.
    #[must_use]
    pub fn function(&self, name: &str) -> Option<&FunctionConfig> {
        self.functions.iter().find(|f| f.name == name)
    }
}

impl AuthConfig {
    fn new(auth: &Node) -> Self {
        let redirects = auth.get("additional_redirect_urls").map_or(&[][..], Node::elements);
        Self {
            range: Some(auth.range),
            site_url: setting(auth.get("site_url"), string),
            redirect_urls: redirects.iter().filter_map(|n| setting(Some(n), string)).collect(),
            signup: setting(auth.get("enable_signup"), Node::bool),
            anonymous: setting(auth.get("enable_anonymous_sign_ins"), Node::bool),
            password_length: setting(auth.get("minimum_password_length"), Node::int),
            confirmations: setting(auth.at(&["email", "enable_confirmations"]), Node::bool),
            captcha: setting(auth.at(&["captcha", "enabled"]), Node::bool),
            jwt_expiry: setting(auth.get("jwt_expiry"), Node::int),
        }
    }
}

fn setting<T>(node: Option<&Node>, read: impl Fn(&Node) -> Option<T>) -> Option<Setting<T>> {
    let node = node?;
    Some(Setting { value: read(node)?, range: node.range })
}

fn string(node: &Node) -> Option<String> {
    node.str().map(str::to_owned)
}

#[allow(clippy::unnecessary_wraps, reason = "a reader, as the others")]
fn strings(node: &Node) -> Option<Vec<String>> {
    Some(node.elements().iter().filter_map(Node::str).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::SupabaseConfig;
    use crate::{formats::parse, model::FileKind};

    #[test]
    fn settings_with_their_places() {
        let text = "project_id = 'p'\n[api]\nschemas = ['public', 'shop']\n[auth]\nminimum_password_length = 6\n\
                    additional_redirect_urls = ['https://*.x.app']\n[auth.email]\nenable_confirmations = false\n\
                    [functions.\"send-mail\"]\nverify_jwt = false\n[functions.pay]\n";
        let config = SupabaseConfig::new(&parse(FileKind::Toml, text).unwrap());
        assert_eq!(config.schemas.as_ref().unwrap().value, ["public", "shop"]);
        assert_eq!(config.function("send-mail").unwrap().verify_jwt, Some(false));
        assert_eq!(config.function("pay").unwrap().verify_jwt, None);
        assert_eq!(config.auth.confirmations.as_ref().map(|s| s.value), Some(false));
        assert_eq!(config.auth.password_length.as_ref().map(|s| s.value), Some(6));
        assert_eq!(config.auth.redirect_urls.len(), 1);
        assert!(config.auth.captcha.is_none());
    }
}
