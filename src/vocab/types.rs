//! The types of the lists, one struct a file of `rules/vocab`.

use serde::Deserialize;

use super::{Globs, Packages, Words};

/// `columns.toml`: what the name of a column says about what it holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// What a user must not set on his own row: rights, plan, money, verdicts on him.
    pub privileged: Words,
    /// Money, and what is as good as money.
    pub money: Words,
    /// What tells something about a person that he would not tell everybody.
    pub personal: Words,
    /// Names of people: personal, but shown in many public profiles.
    pub person_name: Words,
    /// What lets its reader act as somebody else.
    pub secret: Words,
    /// Passwords, and what is compared with what somebody types.
    pub password: Words,
    /// What a link holds that opens a row to whoever has it.
    pub share_link: Words,
    /// Who decided on a request, and what he said.
    pub verdict: Words,
    /// Which tenant a row belongs to.
    pub tenant: Words,
    /// Whose row it is.
    pub owner: Words,
    /// What the row of somebody who sells has, and no buyer's.
    pub seller: Words,
    /// What somebody may do in the app.
    pub role: Words,
    /// Where a thing stands.
    pub state: Words,
    /// Counters that are not money.
    pub counter: Words,
    /// How often something was looked at.
    pub visits: Words,
    /// Things that run out.
    pub stock: Words,
    /// What is said of places to call or visit, and rarely of people.
    pub place: Words,
    /// What no list of places says.
    pub of_people: Words,
    /// What presents somebody: his picture, his life, what he does.
    pub presented: Words,
    /// The place of a row among those that are shown with it.
    pub ranked: Words,
    /// Set by the owner of a row to show it to everybody.
    pub published: Words,
    /// Set while a thing is in use.
    pub switched_on: Words,
    /// When something was last done, and that it was.
    pub noted: Words,
    /// Money that something is offered at.
    pub offer: Words,
    /// Which payment a row stands for, and whether it came.
    pub payment_of: Words,
}

/// `tables.toml`: what the name of a table says about its rows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// Forms that strangers are meant to fill in.
    pub public_form: Words,
    /// What everybody may read.
    pub catalogue: Words,
    /// Where money is recorded.
    pub money: Words,
    /// Who may do what.
    pub rights: Words,
    /// One row a user.
    pub profile: Words,
    /// What a tenant is.
    pub tenant: Words,
    /// Records of what was done, by whom.
    pub audit: Words,
    /// What happened, one row each time, and what tells people of it.
    pub record: Words,
    /// What was used, per user.
    pub usage: Words,
    /// Ids of events that were already handled.
    pub processed_events: Words,
    /// Rows come in with every use, also for one thing or one user.
    pub growing: Words,
    /// Rows stay few.
    pub tiny: Words,
    /// Rows are made by hand, a few for each user or tenant.
    pub few: Words,
    /// Rows say what happened, and nothing depends on them.
    pub log: Words,
    /// Rows say that somebody came by.
    pub visits: Words,
    /// Rows are made from something else whenever they are wanted, or for a while: nobody misses lost ones.
    pub made_anew: Words,
    /// What is worth money to whoever knows its code.
    pub voucher: Words,
    /// What somebody shows to be let in as who he is.
    pub credential: Words,
    /// That somebody takes part, came, or has passed.
    pub participation: Words,
    /// Those who run the app, one row for each.
    pub administrators: Words,
    /// People whom the app keeps a record of, whether or not they have an account.
    pub contact: Words,
}

/// `guards.toml`: names of helpers that guard an entry point, and of entry points. They count only where the helper's code
/// cannot be followed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guards {
    /// Establishes who calls, and stops where nobody does.
    pub auth_helpers: Words,
    /// Establishes that the caller may do this.
    pub authorization_helpers: Words,
    /// Single words in names of values that say what somebody may do.
    pub roles: Words,
    /// Single words in names of clients and keys that carry rights, and say nothing of who calls.
    pub role_clients: Words,
    /// Limits how often a caller may come.
    pub limiters: Words,
    /// What limiters count in, by its name.
    pub limiter_stores: Words,
    /// Single words in names of what says what somebody may do.
    pub permissions: Words,
    /// Proves a person is there.
    pub captcha: Words,
    /// Checks the shape of what came in.
    pub validators: Words,
    /// Makes text safe to put into HTML.
    pub sanitizers: Words,
    /// Entry points that are public on purpose.
    pub public_routes: Words,
    /// One-off work that was left deployed.
    pub left_over: Words,
}

/// `words.toml`: words in names of operations.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operations {
    /// A write here must not be lost.
    pub critical_paths: Words,
    /// Entry points that establish who somebody is.
    pub auth_endpoints: Words,
    /// Entry points through which members bring somebody in.
    pub invitations: Words,
    /// What is done for money or rights, and should leave a record.
    pub sensitive_actions: Words,
    /// What must not be written to a log.
    pub logged: Words,
    /// What is called encrypted, or encrypts.
    pub encrypting: Words,
    /// What codes, tokens and passwords are called where they are made.
    pub random_secrets: Words,
    /// Of what is made at random: lets somebody in as another.
    pub account_secrets: Words,
    /// Of what is made at random: is made to be passed on.
    pub shared_codes: Words,
    /// In names of columns: whether money has moved.
    pub payment: Words,
    /// Values of a state: money has moved.
    pub settled: Words,
    /// Values of a state: money has come in, and is kept until a service is done.
    pub held: Words,
    /// Values of a state or plan: nothing was paid yet, or need not be.
    pub unpaid: Words,
    /// Words in names of columns and tables that say what is sold to the users of an app.
    pub sold: Words,
    /// In names of entry points that are handed mail that came in.
    pub inbound: Words,
    /// In answers of providers of payments: how much came in.
    pub came_in: Words,
    /// In names of columns and tables: what the app itself takes as payment.
    pub coins: Words,
    /// In names of columns: what is also won in games.
    pub scores: Words,
    /// Values of a state: somebody has decided on it, or ended it.
    pub decided: Words,
    /// Of these, values that give nobody anything: it is refused or called off.
    pub refusing: Words,
    /// Values of a state: its time has passed.
    pub aged: Words,
    /// In names of columns: one person has taken it, and nobody else can.
    pub taken: Words,
    /// In names of tables: what is sent to one person to be used by him.
    pub sent_to_one: Words,
    /// In names of what a thing has: so many of it there are, and no more.
    pub limits: Words,
    /// In names: the number that stands on a document and is said over the phone.
    pub document_numbers: Words,
    /// In names of numbers and tables: what is numbered one after the other.
    pub documents: Words,
    /// Values of a state: a machine is working on it.
    pub under_way: Words,
    /// In the request of a message: whom it goes to and from whom it comes.
    pub envelope: Words,
    /// Domains that services of mail lend for trying them out.
    pub sandbox_senders: Words,
    /// Texts that stand where a value is asked for and none is needed.
    pub fillers: Words,
    /// The first word of what a function is asked for that only looks.
    pub asking: Words,
    /// In names of functions by which money moves.
    pub pays: Words,
    /// In names of functions that only ask or write about a payment.
    pub asks_of_payment: Words,
    /// In names of tables that speak of money, or of what was done, and hold no record of it.
    pub no_records: Words,
    /// In names and descriptions of pictures that are small.
    pub small_pictures: Words,
    /// By which scheduled work says that it goes on where it stopped.
    pub resumed: Words,
    /// Values of a state by which somebody keeps his own books.
    pub bookkeeping: Words,
    /// Kinds of accounts in a ledger.
    pub ledger: Words,
    /// In names of entry points and what a charge says of itself: somebody gives.
    pub gifts: Words,
    /// In what a charge says of itself: it pays in, or pays what is owed.
    pub balances: Words,
    /// In names of functions: some work is promised.
    pub promising: Words,
    /// In names of functions: the work was done before, or failed.
    pub afterwards: Words,
    /// Roles that others must give.
    pub high_roles: Words,
    /// Files about persons or money, by a word of the bucket's name.
    pub private_files: Words,
    /// Files that are made to be shown, by a word of the bucket's name.
    pub shown_files: Words,
}

/// `packages.toml`: what a dependency is for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names are the purposes")]
pub struct PackageLists {
    pub auth: Packages,
    pub limiters: Packages,
    pub captcha: Packages,
    pub validators: Packages,
    pub sanitizers: Packages,
    pub error_tracking: Packages,
    pub loggers: Packages,
    pub tests: Packages,
    pub query_caches: Packages,
    pub queues: Packages,
    pub schedulers: Packages,
    pub direct_postgres: Packages,
    pub markdown_html: Packages,
    pub data_migrations: Packages,
    pub lazy_routers: Packages,
    pub heavy: Vec<HeavyPackage>,
    pub vulnerable: Vec<VulnerablePackage>,
}

/// A library that is large in a browser bundle.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeavyPackage {
    /// Its name.
    pub package: String,
    /// Its size, minified.
    pub kilobytes: u32,
}

/// Where a hole can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HoleReach {
    /// In every app that runs the package.
    #[default]
    Always,
    /// Where the app has a middleware.
    Middleware,
    /// Where the app has routes of the app router of Next.js.
    AppRouter,
    /// On the machine of a developer.
    Development,
}

/// Versions of a package with a known hole.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VulnerablePackage {
    /// Its name.
    pub package: String,
    /// The public number of the advisory.
    pub advisory: String,
    /// What the hole lets somebody do.
    pub title: String,
    /// Where it can be reached.
    #[serde(default)]
    pub reach: HoleReach,
    /// It runs code of whoever asks on the server.
    #[serde(default)]
    pub runs_code: bool,
    /// The first version that has it.
    pub from: String,
    /// The first version without it, for each release line that was mended, ascending.
    pub below: Vec<String>,
}

/// `env.toml`: names of environment variables.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Env {
    /// A variable with one of these prefixes is written into what the browser downloads.
    pub client_prefixes: Vec<String>,
    /// Secret, by name.
    pub secret: Globs,
    /// Made to be public, though it looks like a key.
    pub public: Globs,
    /// Values that are made to be public.
    pub public_values: Globs,
    /// Values that stand for a value.
    pub placeholder_values: Globs,
}

impl Env {
    /// Whether a bundler writes the variable into what the browser downloads.
    #[must_use]
    pub fn is_client(&self, name: &str) -> bool {
        self.client_prefixes.iter().any(|prefix| name.starts_with(prefix.as_str()))
    }

    /// The name without a client prefix.
    #[must_use]
    pub fn without_client_prefix<'n>(&self, name: &'n str) -> &'n str {
        self.client_prefixes.iter().find_map(|prefix| name.strip_prefix(prefix.as_str())).unwrap_or(name)
    }

    /// Whether the name says that the value is secret, and not one of the keys that are made to be public.
    #[must_use]
    pub fn is_secret(&self, name: &str) -> bool {
        let bare = self.without_client_prefix(name);
        self.secret.has(bare) && !self.public.has(bare) && !is_setting(bare)
    }
}

/// Settings about secrets are none: `PASSWORD_REQUIRE_NUMBERS`, `TOKEN_MAX_AGE`.
fn is_setting(name: &str) -> bool {
    ["_REQUIRE", "_MIN_", "_MAX_", "_LENGTH", "_POLICY", "_ENABLED", "_EXPIR", "_TTL"].iter().any(|w| name.contains(w))
}
