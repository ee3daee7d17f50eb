# 給當事人的文書。

letter-number = 案號 { $case }，第 { $seq } 號
letter-to = { $name }：
letter-objector = 提出異議的人
letter-erased = （資料已刪除）
letter-no-day = （日期待定）
letter-back = 返回案卷
letter-seal = （印章）
letter-check = 核驗碼
letter-contact = 聯繫我們：{ $contact }
letter-free = 辦理全程免費。若有人收費，請向區縣就業局投訴。
letter-remedies = 不服這個決定，可以這樣做

# 回執
letter-receipt-title = 申請回執
letter-receipt-opening = { $on }，我們收到了您的就業困難人員認定申請。您申請的類別：
letter-receipt-answer = 我們最遲在 { $until } 告訴您是否受理，或者一次寫清要補正什麼。到時沒有告訴您，就算已經受理，初審隨即開始。
letter-receipt-who = 接待您的是{ $name }。在別人接手以前，由這位經辦人負責到底。
letter-receipt-filed-by = 申請由{ $name }（{ $relation }）代您遞交，憑{ $paper }（{ $reference }）。如果您沒有託人代辦，請馬上告訴我們。

# 補正告知
letter-correction-notice-title = 一次性補正告知書
letter-correction-notice-opening = 您的申請還缺下面的內容，請補齊：
letter-correction-notice-until = 請在 { $until } 前補齊。到時沒有補齊，申請就算撤回；以後可以重新申請。
letter-correction-notice-once = 這是全部要補的，之後不會再要別的。等您補正的時間，不計入我們的辦理期限。

# 延長告知
letter-extension-notice-title = 延長辦理期限告知書
letter-extension-notice-opening = 您的申請需要多一些時間辦理，原因是：
letter-extension-notice-until = 新的期限是 { $until }。
letter-extension-notice-by = 由本機構負責人{ $name }批准。

# 不予認定
letter-refusal-title = 不予認定決定書
letter-refusal-opening = 經審核，您的申請不符合認定條件，決定不予認定。理由是：
letter-refusal-objection = 公示期間有人提出異議，經核查異議成立，決定不予認定。核查結論是：
letter-refusal-again = 情況有變化，您可以隨時重新申請。

# 認定
letter-confirmation-title = 就業困難人員認定通知書
letter-confirmation-opening = 經三級審核，確認您為就業困難人員，類別是：
letter-confirmation-next = 接下來，我們在您的登記證上註明類別，證件和材料經社區服務站發還給您，請您簽收。社區會有專人幫助您就業。
letter-confirmation-change = 找到工作，或者情況有變化，請告訴社區服務站。

# 撤回
letter-withdrawal-title = 申請終止通知書
letter-withdrawal-asked = 按您的要求，申請（案號 { $case }）已經撤回。您說的原因：
letter-withdrawal-lapsed = 要補正的內容到期沒有補齊，申請（案號 { $case }）按撤回處理。
letter-withdrawal-again = 您可以隨時重新申請，不影響結果，也不收費。

# 異議答覆
letter-objection-settled-title = 異議核查答覆書
letter-objection-settled-opening = 您對「{ $name }」的公示提出了異議。經核查，異議不成立。核查結論是：
letter-objection-settled-next = 公示從中斷的地方繼續。謝謝您關心這件事；如有新的情況，公示結束前還可以提出。

# 援助：協議書和退出文書
letter-assistance-number = 援助 { $assistance }，第{ $seq }號
letter-back-assistance = 返回援助
letter-day = 日期
letter-agreement-title = 接受就業援助協議書
letter-agreement-opening = { $station }幫助{ $name }（身份證號{ $number }）實現就業、穩定就業。雙方約定如下：
letter-agreement-helper = 由{ $name }一對一幫助您；別人接手之前，一直由其負責。
letter-agreement-open = （援助人員待指定）
letter-agreement-class = 您的援助類別：{ $class }。{ $rhythm }
letter-agreement-service = { $service }：至少{ $floor }次。
letter-agreement-person = 您找到或失去工作、搬遷、更換電話時告訴服務站；對推薦給您的崗位給予答覆。
letter-agreement-refusals = { $months }個月內拒絕{ $most }次合適崗位的，服務站可以提議退出援助。服務站會告知理由，您有權提出異議，援助不會自行終止。
letter-agreement-sign-person = 本人簽名
letter-agreement-sign-helper = 援助人員簽名
letter-exit-proposed-title = 擬退出就業援助告知書
letter-exit-proposed-opening = 服務站擬讓您退出就業援助，事由和依據如下：
letter-exit-proposed-ends = 擬不再成立的情形：{ $grounds }。另有情形成立的，援助繼續。
letter-exit-proposed-hearing = 作出決定之前將聽取您的陳述。您可以到服務站說明，也可以提交書面意見。
letter-exit-proposed-until = { $until }之前，您可以當面、電話或書面提出異議。提出異議不收費，也不會對您不利。
letter-exit-proposed-meanwhile = 決定作出之前，援助照常進行。
letter-exit-effected-title = 就業援助退出決定書
letter-exit-effected-opening = 經審查，決定以下援助情形不再成立。事由和認定如下：
letter-exit-effected-ended = 沒有其他情形成立，您的就業援助終止。情況變化時，您可以隨時重新申請。
letter-exit-effected-goes-on = 另有情形成立，您的就業援助繼續，援助人員不變。
letter-exit-dropped-title = 繼續就業援助告知書
letter-exit-dropped-opening = 擬讓您退出就業援助的提議已撤回，原因如下：
letter-exit-dropped-next = 援助照常進行，您無需辦理任何手續。
