# 招用政策單。

form-policy-hiring-title = 招用就業困難人員政策單
form-policy-hiring-as-of = 資料日期：{ $as-of }。標準有調整的，以當時公佈的為準。
