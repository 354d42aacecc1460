export default { checks: {} };
