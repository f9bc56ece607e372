//! Shared word lists: what names of columns, tables, helpers, packages, hosts and variables say about the things named.
//!
//! The lists are `rules/vocab/*.toml`, one struct each; [`Project::vocab`](crate::model::Project::vocab) holds them. Users
//! add words of their own under `[vocabulary]` in `plimsoll.toml`.

mod consoles;
mod lists;
mod services;
mod types;
mod words;

use serde::Deserialize;
use thiserror::Error;

use self::lists::package_name;
pub use self::{
    consoles::{Console, Tick},
    lists::{Globs, Hosts, Packages, Url, is_on_host},
    services::*,
    types::*,
    words::{Words, camel_case, split, words_of},
};

/// All word lists.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Names of columns.
    pub columns: Columns,
    /// Names of tables.
    pub tables: Tables,
    /// Names of helpers and entry points.
    pub guards: Guards,
    /// Words in names of operations.
    pub words: Operations,
    /// What packages are for.
    pub packages: PackageLists,
    /// Environment variables.
    pub env: Env,
    /// Services that the app calls.
    pub services: Vec<Service>,
    /// Services that call the app.
    pub webhooks: Webhooks,
    /// The builders and what they run.
    pub builders: Vec<Builder>,
    /// The consoles of services, and what to switch there.
    pub consoles: Vec<Console>,
}

/// A word list that does not fit its type.
#[derive(Debug, Error)]
#[error("the word list `{list}` cannot be read: {source}")]
pub struct VocabularyError {
    list: &'static str,
    source: toml::de::Error,
}

/// `[vocabulary]` in `plimsoll.toml`: words that one project adds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[allow(missing_docs, reason = "each is added to the list of its name")]
pub struct Additions {
    pub privileged_columns: Vec<String>,
    pub money_columns: Vec<String>,
    pub personal_columns: Vec<String>,
    pub secret_columns: Vec<String>,
    pub tenant_columns: Vec<String>,
    pub owner_columns: Vec<String>,
    pub public_tables: Vec<String>,
    pub money_tables: Vec<String>,
    pub tiny_tables: Vec<String>,
    pub auth_helpers: Vec<String>,
    pub authorization_helpers: Vec<String>,
    pub limiters: Vec<String>,
    pub validators: Vec<String>,
    pub sanitizers: Vec<String>,
    pub public_routes: Vec<String>,
    /// Hosts each call of which costs money.
    pub paid_hosts: Vec<String>,
    /// Schemas that the API serves besides `public`.
    pub exposed_schemas: Vec<String>,
}

impl Vocabulary {
    /// The lists that come with plimsoll.
    ///
    /// # Errors
    /// When a list does not fit its type, which a test rules out.
    pub fn built_in() -> Result<Self, VocabularyError> {
        let services: ServiceFile = read("services", include_str!("../../rules/vocab/services.toml"))?;
        let builders: BuilderFile = read("builders", include_str!("../../rules/vocab/builders.toml"))?;
        let consoles: ConsoleFile = read("consoles", include_str!("../../rules/vocab/consoles.toml"))?;
        Ok(Self {
            columns: read("columns", include_str!("../../rules/vocab/columns.toml"))?,
            tables: read("tables", include_str!("../../rules/vocab/tables.toml"))?,
            guards: read("guards", include_str!("../../rules/vocab/guards.toml"))?,
            words: read("words", include_str!("../../rules/vocab/words.toml"))?,
            packages: read("packages", include_str!("../../rules/vocab/packages.toml"))?,
            env: read("env", include_str!("../../rules/vocab/env.toml"))?,
            services: services.service,
            webhooks: read("webhooks", include_str!("../../rules/vocab/webhooks.toml"))?,
            builders: builders.builder,
            consoles: consoles.console,
        })
    }

    /// Adds a project's own words.
    pub fn extend(&mut self, words: &Additions) {
        let lists = [
            (&mut self.columns.privileged, &words.privileged_columns),
            (&mut self.columns.money, &words.money_columns),
            (&mut self.columns.personal, &words.personal_columns),
            (&mut self.columns.secret, &words.secret_columns),
            (&mut self.columns.tenant, &words.tenant_columns),
            (&mut self.columns.owner, &words.owner_columns),
            (&mut self.tables.catalogue, &words.public_tables),
            (&mut self.tables.money, &words.money_tables),
            (&mut self.tables.tiny, &words.tiny_tables),
            (&mut self.guards.auth_helpers, &words.auth_helpers),
            (&mut self.guards.authorization_helpers, &words.authorization_helpers),
            (&mut self.guards.limiters, &words.limiters),
            (&mut self.guards.validators, &words.validators),
            (&mut self.guards.sanitizers, &words.sanitizers),
            (&mut self.guards.public_routes, &words.public_routes),
        ];
        for (list, more) in lists {
            for word in more {
                list.add(word);
            }
        }
        self.services.extend(words.paid_hosts.iter().map(|host| Service::paid_host(host)));
    }

    /// The service whose API a URL belongs to.
    #[must_use]
    pub fn service_at(&self, url: &str) -> Option<&Service> {
        let url = Url::of(url);
        self.services.iter().find(|service| service.hosts.find_at(url).is_some())
    }

    /// The service whose library an import names. Where a general list (`@ai-sdk/*`) and a particular service both fit, the
    /// particular one.
    #[must_use]
    pub fn service_of_package(&self, specifier: &str) -> Option<&Service> {
        let name = package_name(specifier);
        self.services.iter().find(|service| service.packages.has_name(&name))
    }

    /// The service whose secret a variable holds; a client prefix on its name does not count.
    #[must_use]
    pub fn service_of_variable(&self, name: &str) -> Option<&Service> {
        let name = self.env.without_client_prefix(name);
        self.services.iter().find(|service| service.env.iter().any(|variable| variable == name))
    }

    /// Whether a variable holds what nobody but the server may know, by its name: a secret, or the key of a service that is
    /// paid by the call. A client prefix on its name does not count.
    #[must_use]
    pub fn is_secret_variable(&self, name: &str) -> bool {
        let is_paid = || self.service_of_variable(name).is_some_and(Service::is_priced_per_call);
        self.env.is_secret(name) || is_paid() && !self.env.public.has(self.env.without_client_prefix(name))
    }

    /// The sender of webhooks that a handler's name speaks of.
    #[must_use]
    pub fn webhook_provider(&self, handler: &str) -> Option<&WebhookProvider> {
        let words = split(handler);
        let speaks_of = |name: &String| {
            let wanted = split(name);
            words.windows(wanted.len().max(1)).any(|window| window == wanted)
        };
        self.webhooks.providers.iter().find(|provider| provider.names.iter().any(speaks_of))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceFile {
    service: Vec<Service>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BuilderFile {
    builder: Vec<Builder>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsoleFile {
    console: Vec<Console>,
}

fn read<T: for<'de> Deserialize<'de>>(list: &'static str, text: &str) -> Result<T, VocabularyError> {
    toml::from_str(text).map_err(|source| VocabularyError { list, source })
}

#[cfg(test)]
mod tests {
    use super::{Additions, ServiceKind, Vocabulary};

    #[test]
    fn built_in_lists_load_and_know_common_names() {
        let vocab = Vocabulary::built_in().unwrap();
        assert!(vocab.columns.privileged.has("is_admin") && vocab.columns.privileged.has("subscriptionTier"));
        assert!(!vocab.columns.privileged.has("full_name"));
        assert!(vocab.columns.personal.has("customer_email") && vocab.columns.personal.has("data_nascimento"));
        assert!(vocab.columns.tenant.has("empresa_id"));
        assert!(vocab.tables.money.has("pagamentos"));
        assert!(vocab.guards.auth_helpers.has("requireAuth"));
        assert!(vocab.env.is_secret("VITE_STRIPE_SECRET_KEY") && !vocab.env.is_secret("VITE_SUPABASE_ANON_KEY"));
    }

    #[test]
    fn services_are_found_by_host_package_and_variable() {
        let vocab = Vocabulary::built_in().unwrap();
        assert_eq!(vocab.service_at("https://api.openai.com/v1/x").unwrap().kind, ServiceKind::Llm);
        assert_eq!(vocab.service_of_package("npm:resend@2").unwrap().id, "resend");
        assert_eq!(vocab.service_of_package("@ai-sdk/openai").unwrap().id, "openai");
        assert_eq!(vocab.service_of_variable("VITE_OPENAI_API_KEY").unwrap().id, "openai");
        assert_eq!(vocab.webhook_provider("stripe-webhook").unwrap().id, "stripe");
        assert!(vocab.webhook_provider("stripes").is_none());
    }

    #[test]
    fn a_project_adds_words() {
        let mut vocab = Vocabulary::built_in().unwrap();
        vocab.extend(&Additions {
            auth_helpers: vec!["ensure_driver".to_owned()],
            paid_hosts: vec!["api.example.com".to_owned()],
            ..Additions::default()
        });
        assert!(vocab.guards.auth_helpers.has("ensureDriver"));
        assert!(vocab.service_at("https://api.example.com/x").unwrap().is_priced_per_call());
    }
}
