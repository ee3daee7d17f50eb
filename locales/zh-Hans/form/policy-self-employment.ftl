# 创业政策单。

form-policy-self-employment-title = 自主创业政策单
form-policy-self-employment-as-of = 资料日期：{ $as-of }。标准有调整的，以当时公布的为准。
