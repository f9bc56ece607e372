//! Services that the app calls, that call it, and that built it: one struct a file of `rules/vocab`.

use serde::Deserialize;

use super::{Hosts, Packages};

/// A service that the app calls.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its id within the list.
    pub id: String,
    /// Its name, for messages.
    pub name: String,
    /// What it sells.
    pub kind: ServiceKind,
    /// Its API hosts.
    #[serde(default)]
    pub hosts: Hosts,
    /// Its libraries.
    #[serde(default)]
    pub packages: Packages,
    /// Variables that hold its secret.
    #[serde(default)]
    pub env: Vec<String>,
    /// The functions that make the call: the last one or two members of the callee.
    #[serde(default)]
    pub calls: Vec<String>,
    /// Of payment providers, the functions by which somebody pays: the last members of the callee.
    #[serde(default)]
    pub charges: Vec<String>,
    /// Of those, and of its addresses, what begins a payment that the buyer has to complete.
    #[serde(default)]
    pub begins: Vec<String>,
    /// The functions that take the money that was set aside.
    #[serde(default)]
    pub captures: Vec<String>,
    /// The functions that give back what was paid.
    #[serde(default)]
    pub refunds: Vec<String>,
    /// The functions that let go what was set aside, or end what would be taken again.
    #[serde(default)]
    pub releases: Vec<String>,
    /// Hosts and keys (`pk_test_`) for trying things out: no money moves there.
    #[serde(default)]
    pub trial: Vec<String>,
}

/// What a service sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are the goods")]
pub enum ServiceKind {
    Llm,
    Image,
    Video,
    Speech,
    Voice,
    Embedding,
    Mail,
    Sms,
    Whatsapp,
    Maps,
    Search,
    Scraping,
    Data,
    Vision,
    Translation,
    Payment,
}

impl ServiceKind {
    /// Whether what it sells reaches a person: mail, texts, chat messages.
    #[must_use]
    pub fn is_message(self) -> bool {
        matches!(self, Self::Mail | Self::Sms | Self::Whatsapp)
    }
}

/// `webhooks.toml`: who calls the app back, and what proves that it is he.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// Known senders.
    #[serde(rename = "provider")]
    pub providers: Vec<WebhookProvider>,
    /// What verifies a signature whoever the sender is.
    pub generic: WebhookProof,
}

/// A sender of webhooks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookProvider {
    /// Its id within the list.
    pub id: String,
    /// Its name, for messages.
    pub name: String,
    /// `payment`, `mail`, `sms`, `auth`, …
    pub kind: String,
    /// Words anywhere in the name of a handler that is its.
    #[serde(default)]
    pub names: Vec<String>,
    /// Headers that carry its signature, in lower case.
    #[serde(default)]
    pub headers: Vec<String>,
    /// Functions that verify it.
    #[serde(default)]
    pub verifiers: Vec<String>,
    /// Libraries that verify it.
    #[serde(default)]
    pub packages: Packages,
    /// Whether it signs its calls.
    #[serde(default = "yes")]
    pub signs: bool,
    /// The events by which it says that a subscription has ended.
    #[serde(default)]
    pub endings: Vec<String>,
    /// The events by which it says that something about a subscription is different, or that it was not paid.
    #[serde(default)]
    pub changes: Vec<String>,
    /// The members of such an event that tell the end.
    #[serde(default)]
    pub change_says: Vec<String>,
}

/// What verifies a signature.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "as in WebhookProvider")]
pub struct WebhookProof {
    pub headers: Vec<String>,
    pub verifiers: Vec<String>,
    pub packages: Packages,
}

/// A builder, and what an export of it may still need from it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Builder {
    /// Its id, as `project.builder` in the JSON report.
    pub id: String,
    /// Its name.
    pub name: String,
    /// It offers databases in accounts of its own, which leave no sign in the files.
    #[serde(default)]
    pub lends_databases: bool,
    /// Hosts that it serves apps from, or runs itself on.
    #[serde(default)]
    pub hosts: Hosts,
    /// Paths and hosts of images and scripts that it hosts.
    #[serde(default)]
    pub assets: Vec<String>,
    /// Packages of it that only development needs.
    #[serde(default)]
    pub dev_packages: Packages,
    /// Services of it that the app calls at run time.
    #[serde(default, rename = "service")]
    pub services: Vec<BuilderService>,
}

/// A service of a builder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuilderService {
    /// What it is ("its AI gateway").
    pub what: String,
    /// What stops without it.
    pub stops: String,
    /// Whether it is where the app's data lives.
    #[serde(default)]
    pub backend: bool,
    /// Its hosts.
    #[serde(default)]
    pub hosts: Hosts,
    /// Its libraries.
    #[serde(default)]
    pub packages: Packages,
    /// Variables that it is reached by.
    #[serde(default)]
    pub env: Vec<String>,
}

impl Service {
    /// Whether each call costs the app's owner money.
    #[must_use]
    pub fn is_priced_per_call(&self) -> bool {
        self.kind != ServiceKind::Payment
    }

    /// The functions of a payment provider that move money, those that follow a payment with them.
    pub fn moves(&self) -> impl Iterator<Item = &str> {
        [&self.charges, &self.captures, &self.refunds, &self.releases].into_iter().flatten().map(String::as_str)
    }

    /// A service that a project names by its host alone.
    pub(super) fn paid_host(host: &str) -> Self {
        Self {
            id: host.to_owned(),
            name: host.to_owned(),
            kind: ServiceKind::Data,
            hosts: Hosts(vec![host.to_owned()]),
            packages: Packages::default(),
            env: Vec::new(),
            calls: Vec::new(),
            charges: Vec::new(),
            begins: Vec::new(),
            captures: Vec::new(),
            refunds: Vec::new(),
            releases: Vec::new(),
            trial: Vec::new(),
        }
    }
}

fn yes() -> bool {
    true
}
