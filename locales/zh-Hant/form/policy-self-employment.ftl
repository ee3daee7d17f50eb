# 創業政策單。

form-policy-self-employment-title = 自主創業政策單
form-policy-self-employment-as-of = 資料日期：{ $as-of }。標準有調整的，以當時公佈的為準。
