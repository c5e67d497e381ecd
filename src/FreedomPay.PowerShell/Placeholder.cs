namespace FreedomPay.Core;
