# 招用政策单。

form-policy-hiring-title = 招用就业困难人员政策单
form-policy-hiring-as-of = 资料日期：{ $as-of }。标准有调整的，以当时公布的为准。
