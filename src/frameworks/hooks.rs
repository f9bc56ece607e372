//! Hooks that keep a value from one rendering of a component to the next: they hand out what they were first given.

use crate::model::values::Symbol;

const PACKAGES: [&str; 2] = ["react", "preact"];

fn is_hook(symbol: &Symbol, path: &str) -> bool {
    symbol.package().is_some_and(|name| PACKAGES.contains(&name))
        && symbol.path.strip_prefix(".default").unwrap_or(&symbol.path) == path
}

/// Whether a function hands out what its first argument, a function, gives: `useMemo(() => make(), [])`.
pub(crate) fn keeps_what_is_made(symbol: &Symbol) -> bool {
    is_hook(symbol, ".useMemo")
}

/// Whether a function gives back the function it is given, which then answers from memory: `cache(auth)`.
pub(crate) fn remembers_answers(symbol: &Symbol) -> bool {
    is_hook(symbol, ".cache") || symbol.package() == Some("next") && symbol.path == ".unstable_cache"
}

/// Whether a value holds, as `current`, what the call that gave it was given: `useRef(make())`.
pub(crate) fn holds_current(symbol: &Symbol) -> bool {
    is_hook(symbol, ".useRef()")
}

/// Whether a value is a part of the address of the page, by the hook of whichever router: `useParams().id`,
/// `useSearchParams()[0].get("seller")`.
pub(crate) fn is_of_address(symbol: &Symbol) -> bool {
    symbol.package().is_some() && (symbol.path.contains("useParams()") || symbol.path.contains("useSearchParams()"))
}

/// Whether a value stands behind the `?` of the page's address, by the hook of whichever router:
/// `useSearchParams()[0].get("next")`, `useRouter().query.next`, `useSearch().next`.
pub(crate) fn is_query_of_address(symbol: &Symbol) -> bool {
    let path = symbol.path.as_str();
    symbol.package().is_some()
        && (path.contains("useSearchParams()") && path.ends_with(".get()")
            || path.contains("useRouter().query.")
            || path.contains("useSearch()."))
}

/// Whether a function is one of Next's router that takes the page to another address: `useRouter().push`. It leaves the
/// site for addresses of others.
pub(crate) fn is_navigation_of_next(symbol: &Symbol) -> bool {
    symbol.package().is_some_and(|name| matches!(name, "next/navigation" | "next/router" | "next"))
        && matches!(symbol.path.as_str(), ".useRouter().push" | ".useRouter().replace")
}

/// Whether a call takes the visitor to a page of the app: by the hooks of Next, React Router and wouter, or Next's `redirect`.
pub(crate) fn leads_to_page(symbol: &Symbol) -> bool {
    let path = symbol.path.as_str();
    is_navigation_of_next(symbol)
        || match symbol.package() {
            Some("next/navigation" | "next") => matches!(path, ".redirect" | ".permanentRedirect"),
            Some("react-router-dom" | "react-router") => matches!(path, ".useNavigate()" | ".redirect"),
            Some("wouter") => path == ".useLocation()[]",
            _ => false,
        }
}

/// What becomes of what a function gives that a hook of a query library is handed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HandsOn {
    /// It is the member of this name of what the hook gives: `const { data } = useQuery({ queryFn: ships })`.
    As(&'static str),
    /// It is given to the callback that stands beside it under this name: `useMutation({ mutationFn: book, onSuccess })`.
    To(&'static str),
}

/// Where the options of a hook of TanStack Query hand on what the function under this key gives.
pub(crate) fn hands_on(option: &str) -> Option<HandsOn> {
    match option {
        "queryFn" => Some(HandsOn::As("data")),
        "mutationFn" => Some(HandsOn::To("onSuccess")),
        _ => None,
    }
}
