# The policy sheet on hiring.

form-policy-hiring-title = Policy Sheet: Hiring
form-policy-hiring-as-of = As of { $as-of }. Where amounts have changed since, those published apply.
