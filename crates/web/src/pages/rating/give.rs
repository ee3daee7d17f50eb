//! Rating a finished service by the link, without sign-in. The page never says whose service it was.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use leye_app::complaint::Filed;
use leye_app::rating::{GivenRating, RatingStanding};
use leye_app::{AppError, FieldFault};
use leye_domain::rating::{Answers, Aspect, Charged, Grade, RatingRefusal};
use leye_domain::sealed::Sealed;

use super::grade_words;
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Problem, SESSION, Visitor, cookie};
use crate::pages::complaint::{Receipt, receipt};
use crate::pages::notice::object::{From, visited, with_cookie};
use crate::parts::{Choices, Field, FormFault, Maker};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/rating/give.html")]
struct GivePage {
    ui: Ui,
    agency: String,
    service: String,
    state: &'static str,
    faults: Vec<FormFault>,
    grades: Vec<Choices>,
    charged: Choices,
    words: Field,
    /// Number and code of the complaint that money was asked for.
    receipt: Option<Receipt>,
}

/// What the page shows beside the questions.
enum After {
    /// Nothing: they are to be answered.
    Asked,
    /// Thanks, and what is to be kept.
    Done(Option<Filed>),
}

/// Shows the questions.
pub(crate) async fn form(mut visitor: Visitor, Path(link): Path<String>) -> Result<Response, Fault> {
    let fresh = visited(&mut visitor);
    let page = page(&visitor, &link, &Typed::default(), &[], After::Asked).await?;
    Ok(with_cookie(&visitor, fresh, page))
}

/// Takes the answers.
pub(crate) async fn send(
    visitor: Visitor,
    Path(link): Path<String>,
    From(from): From,
    headers: HeaderMap,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| visitor.fault(status.into()))?;
    visitor.check(&typed)?;
    let web = &visitor.web;
    if !web.limits.may_object(from) {
        return Err(visitor.fault(Problem::TooOften));
    }
    let answers = match read(&typed) {
        Ok(answers) => answers,
        Err(faults) => return page(&visitor, &link, &typed, &faults, After::Asked).await,
    };
    let staff = match cookie(&headers, SESSION) {
        Some(token) => web.app.session(token).await.ok().flatten(),
        None => None,
    };
    let from_address = web.limits.ratings_from(from, web.app.now());
    let given = GivenRating { answers, by_staff_browser: staff.is_some(), from_address };
    let fault = match web.app.give_rating(&link, given).await {
        Ok(filed) => return page(&visitor, &link, &typed, &[], After::Done(filed)).await,
        // The page says that it was rated, or that the days are over.
        Err(AppError::Rating(RatingRefusal::RatedAlready | RatingRefusal::Over)) => {
            let page = page(&visitor, &link, &typed, &[], After::Asked).await?;
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        Err(AppError::Rating(_)) => FieldFault::new("rating-words", "rating-text"),
        Err(error) => return Err(visitor.fault(error.into())),
    };
    page(&visitor, &link, &typed, &[fault], After::Asked).await
}

fn field(aspect: Aspect) -> String {
    format!("rating-{}", aspect.as_str())
}

fn read(typed: &Typed) -> Result<Answers, Vec<FieldFault>> {
    let grade = |aspect| Grade::parse(typed.text(&field(aspect)));
    let charged = Charged::parse(typed.text("rating-charged"));
    let (clarity, manner, result) = (grade(Aspect::Clarity), grade(Aspect::Manner), grade(Aspect::Result));
    if let (Some(clarity), Some(manner), Some(result), Some(charged)) = (clarity, manner, result, charged) {
        let words = Sealed::Open(typed.text("rating-words").to_owned());
        return Ok(Answers { clarity, manner, result, charged, words });
    }
    let missing = Aspect::ALL.iter().filter(|aspect| grade(**aspect).is_none()).map(|aspect| field(*aspect));
    let money = charged.is_none().then(|| "rating-charged".to_owned());
    Err(missing.chain(money).map(|name| FieldFault::new(&name, "not-chosen")).collect())
}

async fn page(
    visitor: &Visitor,
    link: &str,
    typed: &Typed,
    faults: &[FieldFault],
    after: After,
) -> Result<Response, Fault> {
    let app = &visitor.web.app;
    let form = app.rating_form(link).await.map_err(|e| visitor.fault(e.into()))?;
    let ui = visitor.ui();
    let maker = Maker { words: ui.words, typed, faults };
    let grades: Vec<_> =
        Grade::ALL.iter().map(|grade| (grade.as_str().to_owned(), grade_words(&ui, *grade))).collect();
    let charged = Charged::ALL.iter().map(|one| {
        let word = one.as_str();
        (word.to_owned(), ui.t(&format!("rating-charged-{word}")))
    });
    let service =
        [("kind", ui.t(&format!("rating-kind-{}", form.kind.as_str()))), ("day", ui.words.day(form.on))];
    let page = render(&GivePage {
        agency: place(app, ui.words, &form.agency),
        service: ui.words.with("rating-service", &service),
        state: match form.standing {
            _ if matches!(after, After::Done(_)) => "done",
            RatingStanding::Open => "open",
            RatingStanding::Given => "given",
            RatingStanding::Over => "over",
        },
        faults: maker.summary(),
        grades: Aspect::ALL.iter().map(|one| maker.choices(&field(*one), true, &grades)).collect(),
        charged: maker.choices("rating-charged", true, &charged.collect::<Vec<_>>()),
        words: maker.text("rating-words", false),
        receipt: match &after {
            After::Done(Some(filed)) => Some(receipt(app, &ui, filed)),
            _ => None,
        },
        ui,
    });
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page).into_response())
}
