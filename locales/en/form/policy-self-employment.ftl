# The policy sheet on self-employment.

form-policy-self-employment-title = Policy Sheet: Self-employment
form-policy-self-employment-as-of = As of { $as-of }. Where amounts have changed since, those published apply.
