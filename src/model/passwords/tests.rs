use super::is_password;

#[test]
fn names_of_passwords_and_of_what_is_about_them() {
    for name in ["password", "newPassword", "senha_atual", "userPwd", "mot_de_passe"] {
        assert!(is_password(name), "{name}");
    }
    for name in ["passwordHash", "confirm_password", "showPassword", "password_reset_at", "passport", "compass"] {
        assert!(!is_password(name), "{name}");
    }
}
