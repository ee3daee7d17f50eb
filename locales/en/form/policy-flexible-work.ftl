# The policy sheet on flexible work.

form-policy-flexible-work-title = Policy Sheet: Flexible Work
form-policy-flexible-work-as-of = As of { $as-of }. Where amounts have changed since, those published apply.
