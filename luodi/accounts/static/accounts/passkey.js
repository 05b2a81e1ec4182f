// <form data-passkey="create|get" data-challenge="…"> asks the browser for a passkey, puts its answer into the
// field `credential` and sends the form. Without passkeys in the browser the form stays hidden.
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const named = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));

  async function challenge(form) {
    const token = form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(form.dataset.challenge, { method: "POST", headers: { "x-csrftoken": token } });
    if (!answer.ok) throw new Error(answer.status);
    const { publicKey } = await answer.json();
    return {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: publicKey.user && { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
      allowCredentials: named(publicKey.allowCredentials),
    };
  }

  function written(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[part]) response[part] = text(credential.response[part]);
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  async function send(form) {
    try {
      const publicKey = await challenge(form);
      const asked = form.dataset.passkey === "create" ? "create" : "get";
      form.elements.credential.value = written(await navigator.credentials[asked]({ publicKey }));
      form.submit();
    } catch {
      form.querySelector("[data-passkey-failed]").hidden = false;
    }
  }

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
  for (const notice of document.querySelectorAll("[data-passkey-missing]")) notice.hidden = true;
})();
