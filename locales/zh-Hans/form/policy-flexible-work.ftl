# 灵活就业政策单。

form-policy-flexible-work-title = 灵活就业政策单
form-policy-flexible-work-as-of = 资料日期：{ $as-of }。标准有调整的，以当时公布的为准。
