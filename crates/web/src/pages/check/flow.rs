//! From one page of the self-check to the next.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::check::{Course, EngineError, Interview, Question, Verdict};

use super::question::{Attempt, typed_answer};
use super::state::State;
use super::{answers, question, result};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Problem, Visitor};
use crate::pages::notice::object::From;
use crate::ui::Ui;
use crate::words::Lang;

#[derive(Template)]
#[template(path = "pages/check/begin.html")]
struct BeginPage {
    ui: Ui,
    carried: String,
    view: &'static str,
    at: String,
    lang_chosen: String,
}

/// Shows what the check is and does.
pub(crate) async fn begin(visitor: Visitor) -> Response {
    beginning(&visitor, &State::default())
}

fn beginning(visitor: &Visitor, state: &State) -> Response {
    render(&BeginPage {
        ui: visitor.ui(),
        carried: String::new(),
        view: "begin",
        at: String::new(),
        lang_chosen: chosen(state),
    })
}

/// The language that forms carry.
pub(super) fn chosen(state: &State) -> String {
    state.lang.map(Lang::as_str).unwrap_or_default().to_owned()
}

/// Takes an answer, or shows what was asked for. Nothing changes by it, so that it may be
/// sent again: it needs no token, and with that no cookie.
pub(crate) async fn send(
    mut visitor: Visitor,
    From(from): From,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    if !visitor.web.limits.may_check(from) {
        return Err(visitor.fault(Problem::TooOften));
    }
    let typed = typed.map_err(|status| visitor.fault(status.into()))?;
    if let Some(lang) = Lang::parse(typed.text("lang")) {
        visitor.lang = lang;
    }
    let web = visitor.web.clone();
    let answered = web.app.interview(|interview| answer(&mut visitor, interview, &typed));
    answered.map_err(|error| visitor.fault(error.into()))
}

fn answer(visitor: &mut Visitor, interview: &Interview<'_>, typed: &Typed) -> Result<Response, EngineError> {
    let mut state = State::read(typed, interview);
    let (go, about) = typed.text("go").split_once(':').unwrap_or((typed.text("go"), ""));
    if let ("lang", Some(lang)) = (go, Lang::parse(about)) {
        state.lang = Some(lang);
        visitor.lang = lang;
    }
    let mut walk = Walk { visitor, interview, state };
    match go {
        "begin" => walk.forward(),
        "next" => walk.take(typed),
        "unknown" => walk.set(None),
        "back" => walk.back(),
        "answers" => walk.answers(),
        "result" => walk.result(),
        "place" => walk.place(typed),
        "change" => walk.change(about),
        "lang" => walk.again(),
        _ => Ok(beginning(walk.visitor, &walk.state)),
    }
}

/// Somebody on the way.
struct Walk<'a> {
    visitor: &'a Visitor,
    interview: &'a Interview<'a>,
    state: State,
}

impl Walk<'_> {
    fn course(&self) -> Result<Course, EngineError> {
        self.interview.course(&self.state.given)
    }

    /// The answer to the question of the form.
    fn take(&mut self, typed: &Typed) -> Result<Response, EngineError> {
        let Some(asked) = self.state.question.clone() else { return self.forward() };
        match typed_answer(self.interview, &asked, typed) {
            Ok(answer) => self.set(answer),
            Err(fault) => {
                let course = self.course()?;
                let attempt = Attempt { typed, fault };
                let page = self.question(&course, &asked, Some(&attempt));
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
        }
    }

    fn set(&mut self, answer: Option<leye_pack::FactValue>) -> Result<Response, EngineError> {
        if let Some(asked) = self.state.question.take()
            && self.interview.judge(&asked, answer.as_ref()).is_ok()
        {
            self.state.given.insert(asked, answer);
        }
        self.forward()
    }

    /// The next question; without one the answers, or at once the reason why not.
    fn forward(&mut self) -> Result<Response, EngineError> {
        let course = self.course()?;
        if let Some(next) = course.next.clone() {
            return Ok(self.question(&course, &next, None));
        }
        // Answers that were left behind by a change are forgotten.
        self.state.given = course.asked.iter().cloned().collect();
        let failed = course.outlook.general.iter().any(|one| one.holds == Some(false));
        if failed && course.outlook.verdict == Verdict::Ineligible && !self.state.changing {
            return self.result();
        }
        self.answers()
    }

    fn back(&mut self) -> Result<Response, EngineError> {
        if self.state.changing || self.state.view == "result" {
            return self.answers();
        }
        let course = self.course()?;
        let here = self.state.question.take();
        let place = course.asked.iter().position(|(one, _)| Some(one) == here.as_ref());
        let before = place.unwrap_or(course.asked.len()).checked_sub(1);
        match before.and_then(|at| course.asked.get(at)) {
            Some((question, _)) => Ok(self.question(&course, question, None)),
            None => Ok(beginning(self.visitor, &self.state)),
        }
    }

    fn change(&mut self, about: &str) -> Result<Response, EngineError> {
        let course = self.course()?;
        let wanted: Option<Question> = about.parse().ok();
        let found = course.asked.iter().find(|(one, _)| Some(one) == wanted.as_ref());
        let Some((question, _)) = found else { return self.answers() };
        self.state.changing = true;
        Ok(self.question(&course, question, None))
    }

    fn answers(&mut self) -> Result<Response, EngineError> {
        self.state.changing = false;
        let course = self.course()?;
        Ok(render(&answers::page(self.visitor.ui(), &self.state, self.interview, &course)))
    }

    fn result(&mut self) -> Result<Response, EngineError> {
        self.state.changing = false;
        let course = self.course()?;
        let app = &self.visitor.web.app;
        Ok(render(&result::page(app, self.visitor.ui(), &self.state, self.interview, &course)?))
    }

    fn place(&mut self, typed: &Typed) -> Result<Response, EngineError> {
        self.state.at = typed.text("below").parse().ok();
        self.result()
    }

    /// The same page, in another language.
    fn again(&mut self) -> Result<Response, EngineError> {
        match (self.state.view.as_str(), self.state.question.clone()) {
            ("answers", _) => self.answers(),
            ("result", _) => self.result(),
            ("question", Some(asked)) => {
                let course = self.course()?;
                let is_known =
                    course.next.as_ref() == Some(&asked) || course.asked.iter().any(|(one, _)| *one == asked);
                if is_known { Ok(self.question(&course, &asked, None)) } else { self.forward() }
            }
            _ => Ok(beginning(self.visitor, &self.state)),
        }
    }

    fn question(&self, course: &Course, asked: &Question, attempt: Option<&Attempt<'_>>) -> Response {
        let (app, ui) = (&self.visitor.web.app, self.visitor.ui());
        let page = question::page(app, ui, &self.state, self.interview, course, asked, attempt);
        render(&page)
    }
}
