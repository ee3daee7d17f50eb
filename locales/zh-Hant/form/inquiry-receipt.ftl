# 首問登記回執。

form-inquiry-receipt-title = 首問登記回執
form-inquiry-receipt-responsible = { $first-contact }對您的事項負責到底：在別人接手並告訴您以前，請直接找這位首問責任人。
form-inquiry-receipt-promised = 我們最遲在{ $promised-on }答覆您。
form-inquiry-receipt-signature = 來訪人簽字
