/**
 * The commonest passwords of twelve characters and more, by the habits they come from: keyboard runs, counted digits, a common word with
 * a number, a word said twice. Lower case; compared after case is folded. Shorter ones fail on length alone.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set([
  '012345678910', '0123456789ab', '098765432109', '123123123123', '123456123456', '123456654321', '123456789000', '123456789012', '1234567890123',
  '12345678901234', '123456789101', '1234567891011', '123456789123', '123456789abc', '1234567890qwe', '1q2w3e4r5t6y', '1q2w3e4r5t6y7u', '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv', '1qazxsw23edc', '987654321098', '9876543210987', 'a1b2c3d4e5f6', 'a123456789012', 'abc123abc123', 'abcd12345678', 'abcdefghijkl',
  'abcdefghijklm', 'abcdefgh1234', 'admin1234567', 'admin12345678', 'administrator', 'administrator1', 'adminadmin12', 'adminadminadmin', 'asdfasdfasdf',
  'asdfghjkl123', 'asdfghjkl1234', 'asdfghjklqwerty', 'baseball1234', 'changeme1234', 'changeme12345', 'changemenow1', 'correcthorsebatterystaple',
  'dragon123456', 'football1234', 'footballfootball', 'fuckyou12345', 'hello1234567', 'hellohello12', 'helloworld12', 'helloworld123', 'iloveyou1234', 'iloveyou12345',
  'iloveyou2026', 'iloveyouiloveyou', 'immigration1', 'jesuschrist1', 'letmein12345', 'letmein123456', 'letmeinletmein', 'losangeles12', 'losangeles123',
  'losangeles2026', 'master123456', 'michael12345', 'monkey123456', 'mypassword12', 'mypassword123', 'passw0rd1234', 'password0000', 'password1111', 'password1234',
  'password12345', 'password123456', 'password1234567', 'password2024', 'password2025', 'password2026', 'password2027', 'passwordpassword', 'p@ssw0rd1234',
  'p@ssword1234', 'princess1234', 'publicrecords', 'publicrecords1', 'qazwsxedcrfv', 'qazwsxedc123', 'qweasdzxc123', 'qweqweqweqwe', 'qwerty123456', 'qwerty1234567',
  'qwerty12345678', 'qwertyqwerty', 'qwertyuiop12', 'qwertyuiop123', 'qwertyuiop1234', 'qwertyuiopas', 'qwertyuiopasdf', 'qwertyuiopasdfghjkl', 'secret123456',
  'starwars1234', 'sunshine1234', 'superman1234', 'supersecret1', 'tendaytenday', 'testtesttest', 'test12345678', 'thisisapassword', 'trustno11234',
  'unknown12345', 'volunteer123', 'welcome12345', 'welcome123456', 'welcomewelcome', 'whatever1234', 'zaq12wsxcde3', 'zxcvbnm12345', 'zxcvbnmasdfghjkl',
]);
