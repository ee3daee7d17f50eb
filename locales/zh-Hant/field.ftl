# 欄位，以及填錯時怎麼說。

# 人
field-number = 身份證號
field-number-hint = 18 位，最後一位可以是 X。15 位的舊號、港澳台居民居住證、外國人永久居留身份證也可以。
field-name = 姓名
field-phone = 聯繫電話
field-phone-hint = 手機號，或者帶區號的固定電話，例如 0451-84000000。沒有可以不填。
field-address = 現住址
field-retirement-class = 退休年齡類別
field-retirement-class-hint = 女職工看崗位：管理和技術崗原 55 歲，工人崗原 50 歲。按檔案填，不要按性別猜。
field-certificate = 就業創業證（登記證）號
field-relative-name = 姓名
field-relative-relation = 與申請人的關係
field-relative-relation-hint = 例如：丈夫、女兒。
field-relative-number = 身份證號
field-household = 家庭成員
field-representative-name = 代辦人姓名
field-representative-relation = 與申請人的關係
field-representative-relation-hint = 例如：女兒、監護人、鄰居。
field-representative-number = 代辦人身份證號
field-representative-phone = 代辦人電話
field-representative-paper = 代辦所憑文件
field-representative-paper-none = 請選擇
field-representative-reference = 文件編號或日期
field-representative-reference-hint = 沒有編號的，寫簽署日期。

# 人員與機構
field-display-name = 姓名
field-display-name-hint = 文書和名章上用的姓名。
field-role = 角色
field-agency = 所在機構
field-agency-hint = 12 位機構代碼。
field-active = 帳號狀態
field-password = 密碼
field-password-hint = 至少 10 個字符。長一點、好記就行，例如幾個不相干的詞。
field-old = 現在的密碼
field-again = 新密碼再輸入一次
field-close-of-business = 下班時間
field-close-of-business-hint = 時限到當天這個時刻為止。24 小時制，例如 17:00。
field-now = 培訓時刻

# 填錯時
fault-missing = 這一項必須填。
fault-reason-missing = 請寫明原因。
fault-reasons-missing = 請寫明理由，一行一條。
fault-q-missing = 請填身份證號、電話、姓名或案號，再點查找。
fault-q-too-short = 姓名至少填兩個字。
fault-text-missing = 請寫明您知道的情況。
fault-old-missing = 請填現在的密碼。
fault-password-missing = 請填密碼。
fault-relative-relation-missing = 請填這位家庭成員與申請人的關係。
fault-too-long = 寫得太長了，請縮短到 200 個字以內。
fault-text-too-long = 寫得太長了，請縮短到 200 個字以內。
fault-control-characters = 裡面有看不見的字符，多半是複製時帶進來的。請刪掉重新輸入。
fault-unknown-agency = 沒有這個機構代碼，或者機構已經停用。請在「機構」裡查 12 位代碼。
fault-not-yours = 這個機構不歸您管理。請填本機構或下級機構的代碼。
fault-class-does-not-fit-sex = 退休年齡類別與身份證號上的性別不一致，請核對其中一項。
fault-name-taken = 這個登入名已經有人用了，請換一個。
fault-bad-user-name = 登入名用 2 到 40 個小寫字母、數字、點或連字號，不能用 public 和 service。
fault-too-short = 太短了，請寫長一些。
fault-password-too-short = 密碼太短，至少要 10 個字符。
fault-password-too-long = 密碼太長，最多 200 個字符。
fault-wrong-password = 現在的密碼不對，請重新輸入。
fault-same-password = 新密碼和舊密碼一樣，請換一個。
fault-differs = 兩次輸入的新密碼不一樣，請重新輸入。
fault-bad-time = 看不懂這個時間。請寫成 17:00 這樣。
fault-clock-only-forward = 培訓時鐘只能往前撥。請選一個比現在晚的時刻。
fault-clock-too-far = 一次最多往前撥 10 年。請選近一點的時刻。
fault-unreadable = 看不懂填的內容，請重新填寫。
fault-now-unreadable = 請選好日期和時刻，再點「撥到此時」。
fault-number-unreadable = 看不懂這個證件號碼，請照證件重新輸入。
fault-too-many = 太多了，請減少幾項。
fault-household-too-many = 家庭成員最多填 20 人。
fault-representative-number-empty = 請填代辦人的身份證號，照證件上的寫。
fault-representative-number-own-number = 這是申請人本人的號碼。本人來辦的，代辦這一欄不用填。
fault-representative-relation-missing = 請填代辦人與申請人的關係。
fault-representative-paper-not-chosen = 請選代辦所憑的文件。沒有文件的，不能代辦。
fault-representative-paper-unknown-paper = 沒有這種文件。請從列出的文件裡選一種。
fault-representative-reference-missing = 請填文件的編號；沒有編號的，填簽署日期。
fault-representative-phone-wrong-length = 電話號碼位數不對。手機號是 11 位；固定電話請帶上區號。
fault-representative-phone-not-digits = 電話號碼裡只能有數字、空格和連字號。
fault-signed-by-not-the-applicant = 簽字的不是申請人。別人來領的，請在「不是本人來領」裡填明代辦人和文件。
fault-signed-by-not-the-representative = 簽字的不是代辦人。誰來領，就由誰簽。
fault-unknown-role = 請選一個角色。
fault-own-account = 不能停用自己的帳號，也不能改自己的角色。請由另一位管理員來辦。
fault-changed-meanwhile = 剛才有別人改動過。您寫的內容還在下面，請核對後再提交。
fault-sign-in-name-missing = 請填登入名。
fault-sign-in-failed = 登入名或密碼不對。請檢查大小寫後再試；忘了密碼，請找管理員。
fault-stale-form = 這一頁開得太久，已經失效。請重新輸入密碼，再登入一次。

# 姓名
fault-name-empty = 請填姓名，照證件上的寫。
fault-name-too-long = 姓名最多 50 個字，請照證件上的寫。
fault-name-control-character = 姓名裡有看不見的字符。請刪掉，用鍵盤重新輸入。
fault-name-no-letters = 姓名裡沒有文字，請照證件上的寫。

# 證件號碼與電話
fault-empty = 請填號碼。
fault-number-empty = 請填身份證號，照證件上的寫。
fault-wrong-length = 號碼位數不對。請對照證件，一位一位核對。
fault-not-digits = 號碼裡有不該有的字符。除了最後一位可以是 X，其餘都是數字。
fault-wrong-character = 代碼裡有不會出現的字母。請核對 I 和 1、O 和 0。
fault-wrong-check-digit = 號碼對不上最後一位校驗碼，至少有一位打錯了。請對照證件重新核對。
fault-impossible-date = 號碼裡的出生日期不存在。請核對第 7 到 14 位。
fault-born-in-future = 號碼裡的出生日期在今天以後。請核對第 7 到 14 位。
fault-born-too-early = 號碼裡的出生年份太早了。請核對第 7 到 10 位。
fault-old-foreign-card = 這是舊版永久居留證的號碼，沒有完整的出生日期。請用 18 位的新證。
fault-wrong-disability-type = 殘疾類別不對。第 19 位應是 1 到 7。
fault-wrong-disability-grade = 殘疾等級不對。第 20 位應是 1 到 4。
fault-wrong-suffix = 等級後面只能是補發標記的字母或數字，請核對。
fault-no-area-code = 固定電話要帶區號，例如 0451-84000000。
fault-wrong-phone-prefix = 沒有這樣開頭的電話號碼。手機號以 13 到 19 開頭，固定電話以 0 和區號開頭。
fault-phone-empty = 請填電話號碼。
fault-phone-wrong-length = 電話號碼位數不對。手機號是 11 位；固定電話請帶上區號。
fault-phone-not-digits = 電話號碼裡只能有數字、空格和連字號。
fault-not-a-date = 沒有這一天，請核對年月日
