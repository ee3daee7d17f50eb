# 靈活就業政策單。

form-policy-flexible-work-title = 靈活就業政策單
form-policy-flexible-work-as-of = 資料日期：{ $as-of }。標準有調整的，以當時公佈的為準。
