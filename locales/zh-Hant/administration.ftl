# 人員與機構。

user-add = 新增人員
user-add-cancel = 不加了
user-change-go = 保存更改
user-change-cancel = 不改了
user-name-hint = 用來登入，以後不能改。小寫字母、數字、點或連字號。
user-first-password = 初始密碼
user-first-password-hint = 至少 10 個字符。當面告訴本人；第一次登入時必須改掉。
user-new-password = 重設密碼
user-new-password-hint = 忘了密碼時用。至少 10 個字符，當面告訴本人；本人會立刻退出登入，下次登入時必須改掉。
user-find-agency = 查機構代碼
user-active-yes = 可以登入
user-active-no = 停用，立刻退出登入
user-open = 可以登入
user-closed = 已停用
user-must-change = 還沒改初始密碼
user-done = 已保存
user-done-text = { $name }的帳號已經保存。
users-search = 姓名、登入名或機構
users-only-label = 按帳號狀態篩選
users-only-all = 全部
users-only-open = 可以登入
users-only-closed = 已停用
users-shown = 本頁 { $count } 人
users-empty-title = 沒有找到人員
users-empty-text = 換個名字試試，或者新增人員。這裡只有您管理的機構的人員。

# 機構
agency-title-station = { $name }勞動就業社會保障服務站
agency-title-office = { $name }勞動就業社會保障服務中心
agency-title-bureau = { $name }就業局
agency-title-city = { $name }就業局
agency-name = 名稱
agency-level = 層級
agency-code = 代碼
agency-phone = 對外電話
agency-address = 對外地址
agency-below = 下屬
agency-virtual = 統計用區劃
agency-closed = 已停用
agency-not-given = 沒有填
agency-change = 更改機構資料
agency-change-go = 保存更改
agency-staff = 看這裡的人員
agency-active = 是否開放
agency-active-yes = 開放，可以受理
agency-active-no = 停用，不再受理新申請
agency-done = 已保存
agency-done-text = 機構資料已經更改。正在辦的案卷期限不變，新的期限按新的下班時間計算。
agency-leaf = 這是最基層的服務站，下面沒有機構。
agencies-search = 機構名稱或代碼
agencies-below = 下屬 { $count } 個機構
agencies-found = 找到 { $count } 個機構
agencies-found-first = 先列出前 { $most } 個，請再填具體一些
agencies-none-title = 沒有找到機構
agencies-none-text = 名稱只填一部分試試，例如「兆麟」；或者填代碼的開頭幾位。
agencies-empty-title = 下面還沒有機構
agencies-empty-text = 這個機構的下屬沒有載入。請管理服務器的人員載入機構樹。

# The end of a division's name that the full title of its station leaves out.
agency-committee = 居委會
