//! What a server says instead of an answer.

use domain::wire::{Problem, ProblemCode};

use super::{check, check_all};

#[test]
fn problems() {
    use ProblemCode::*;
    let codes = [
        Invalid,
        AddressInvalid,
        Unauthorized,
        CodeWrong,
        CodeExpired,
        CodeUsed,
        CodeDead,
        NotFound,
        MethodNotAllowed,
        Timeout,
        TooLarge,
        UnsupportedMediaType,
        SchemaTooOld,
        RateLimited,
        ServerError,
        Unavailable,
    ];
    let name = |code: &ProblemCode| match code {
        Invalid => "invalid",
        AddressInvalid => "address_invalid",
        Unauthorized => "unauthorized",
        CodeWrong => "code_wrong",
        CodeExpired => "code_expired",
        CodeUsed => "code_used",
        CodeDead => "code_dead",
        NotFound => "not_found",
        MethodNotAllowed => "method_not_allowed",
        Timeout => "timeout",
        TooLarge => "too_large",
        UnsupportedMediaType => "unsupported_media_type",
        SchemaTooOld => "schema_too_old",
        RateLimited => "rate_limited",
        ServerError => "server_error",
        Unavailable => "unavailable",
        // Never sent: see `what_a_newer_server_says`.
        Unknown => "unknown",
    };
    check_all(&codes, name, 16);
    let mut problems: Vec<_> = codes.into_iter().map(Problem::of).collect();
    for problem in &problems {
        assert!((400..600).contains(&problem.status), "{problem:?}");
        assert_eq!(serde_json::to_value(problem.code).unwrap(), name(&problem.code));
    }
    problems.push(Problem { field: Some("scopes".to_owned()), ..Problem::of(Invalid) });
    problems.push(Problem { retry_after_s: Some(30), ..Problem::of(RateLimited) });
    check("problem.json", &problems);
}
