//! What a server entry point is, before anything is asked about it.

use crate::{
    facts::code::ExprId,
    model::calls::FnRef,
    source::span::{FileId, Span},
};

/// A place where requests from outside come in.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it is declared: the export, the `serve(…)` call, the route call.
    pub at: Span,
    /// Which framework serves it.
    pub kind: Kind,
    /// The HTTP method; `None` when several are served by one piece of code, or when there is none.
    pub method: Option<String>,
    /// As `inspect routes` and findings name it: `POST /api/x`, `POST send-mail`, `deleteNote`.
    pub name: String,
    /// The path as the framework writes it (`/api/events/[id]`), or the function's name.
    pub path: String,
    /// What runs, in this order; the last one is the handler itself.
    pub steps: Vec<Step>,
    /// Whether the platform refuses requests without a key of the project. The public key passes too.
    pub gateway_jwt: bool,
    /// Whether only the platform starts it, on a timer or by an event of its own: no caller reaches it.
    pub by_platform: bool,
    /// What answers in its place where it throws: `app.onError((error, c) => …)` of the server it belongs to.
    pub caught_by: Option<FnRef>,
}

impl Entry {
    /// The names that its path goes by: those of its parts, without parameters, and for `/password/forgot` also
    /// `forgot_password`.
    pub(crate) fn names(&self) -> Vec<String> {
        let path = self.path.trim_start_matches('/').trim_start_matches("api/");
        let parts: Vec<&str> = path.split('/').filter(|s| !s.is_empty() && !s.starts_with([':', '['])).collect();
        let pairs = parts.windows(2).filter(|pair| pair.iter().any(|part| matches!(*part, "password" | "email")));
        let joined = pairs.flat_map(|pair| [format!("{}_{}", pair[0], pair[1]), format!("{}_{}", pair[1], pair[0])]);
        let names: Vec<String> = joined.collect();
        parts.into_iter().map(str::to_owned).chain(names).collect()
    }

    /// An entry point that is named by method and path; without a method it serves any.
    #[must_use]
    pub(crate) fn at_path(at: Span, kind: Kind, method: Option<&str>, path: String, steps: Vec<Step>) -> Self {
        let name = format!("{} {path}", method.unwrap_or("ANY"));
        Self {
            at,
            kind,
            method: method.map(str::to_owned),
            name,
            path,
            steps,
            gateway_jwt: false,
            by_platform: false,
            caught_by: None,
        }
    }
}

/// A piece of code that a request passes.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A function of the project that may answer the request and end it there.
    Guard(FnRef),
    /// The handler, or a wrapper that calls it.
    Handler(FnRef),
    /// A call or value of a library whose code is not here: `withSentry(…)`, `rateLimit({…})`, `requireAuth`.
    Library(FileId, ExprId),
}

impl Step {
    /// The function, where it is one of the project.
    #[must_use]
    pub fn function(&self) -> Option<FnRef> {
        match self {
            Self::Guard(f) | Self::Handler(f) => Some(*f),
            Self::Library(..) => None,
        }
    }
}

/// Which framework serves an entry point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the kinds")]
pub enum Kind {
    EdgeFunction,
    NextRoute,
    NextPageApi,
    ServerAction,
    Express,
    Hono,
    Fastify,
    Trpc,
    Tanstack,
    Base44Function,
    VercelFunction,
    NetlifyFunction,
    FirebaseFunction,
    McpTool,
    SvelteKit,
    Remix,
    Astro,
    Nitro,
    Worker,
    Job,
}

impl Kind {
    /// As `inspect routes` spells it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::EdgeFunction => "edge-function",
            Self::NextRoute => "next-route",
            Self::NextPageApi => "next-page-api",
            Self::ServerAction => "server-action",
            Self::Express => "express",
            Self::Hono => "hono",
            Self::Fastify => "fastify",
            Self::Trpc => "trpc",
            Self::Tanstack => "tanstack",
            Self::Base44Function => "base44-function",
            Self::VercelFunction => "vercel-function",
            Self::NetlifyFunction => "netlify-function",
            Self::FirebaseFunction => "firebase-function",
            Self::McpTool => "mcp-tool",
            Self::SvelteKit => "sveltekit",
            Self::Remix => "remix",
            Self::Astro => "astro",
            Self::Nitro => "nitro",
            Self::Worker => "worker",
            Self::Job => "job",
        }
    }

    /// Whether its handler is called with arguments of its own instead of a request.
    #[must_use]
    pub fn takes_arguments(self) -> bool {
        self == Self::ServerAction
    }

    /// Whether the caller decides on a part of what the handler is called with, by the position of the parameter and the
    /// members taken of it; requests are known by their own members.
    #[must_use]
    pub fn is_input(self, index: u32, path: &str) -> bool {
        match self {
            Self::ServerAction => true,
            Self::McpTool => index == 0 && !path.is_empty() && !path.starts_with(".authInfo"),
            Self::Tanstack => index == 0 && path.starts_with(".data."),
            _ => false,
        }
    }

    /// Whether each instance lives shortly, so that what it keeps in memory is soon lost.
    #[must_use]
    pub fn is_serverless(self) -> bool {
        !matches!(self, Self::Express | Self::Fastify | Self::McpTool)
    }
}

/// The HTTP methods that frameworks let one export or register by name.
pub(crate) const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
